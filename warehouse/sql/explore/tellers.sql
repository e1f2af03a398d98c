-- Which source and outlet told of which event.
SELECT DISTINCT
    r.event_id,
    a.source_id,
    a.outlet
FROM main.event_reports AS r
INNER JOIN main.articles AS a ON r.article_id = a.article_id
WHERE r.event_id IS NOT NULL
