-- How the sources do: last success, new articles, rejections by reason, and whether that is as usual.
SELECT
    source_id,
    health,
    last_success_at,
    last_new_at,
    new_last_day,
    expected_per_day,
    article_count,
    pages_waiting,
    open_rejections,
    rejections_by_code,
    error_streak,
    last_error
FROM report.source_health
ORDER BY source_id
