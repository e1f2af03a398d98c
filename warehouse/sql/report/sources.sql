-- Sources as in report.source_health, those in trouble first.
SELECT source_id, name, article_count, open_rejections, last_new_at, last_error, health
FROM report.source_health
WHERE article_count > 0 OR open_rejections > 0 OR error_streak > 0
ORDER BY error_streak DESC NULLS LAST, article_count DESC, source_id
LIMIT 1000
