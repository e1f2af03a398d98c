-- Outlets as in report.outlet_coverage, those that tell most first.
SELECT * FROM report.outlet_coverage ORDER BY event_count DESC, article_count DESC, outlet LIMIT 2000
