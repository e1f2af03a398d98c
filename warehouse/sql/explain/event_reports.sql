-- The reports of an event with their articles, and what put each to it.
WITH put AS (
    SELECT
        report_id,
        arg_max(method, merged_at) AS method,
        arg_max(score, merged_at) AS score,
        max(merged_at) AS merged_at
    FROM event_merges
    WHERE event_id = $1 AND undone_at IS NULL
    GROUP BY report_id
)

SELECT
    r.report_id,
    r.article_id,
    a.outlet,
    a.title,
    a.published_at,
    r.status,
    r.event_date,
    r.event_date_end,
    r.date_precision,
    r.place_code,
    r.venue,
    r.summary,
    put.method,
    put.score,
    put.merged_at
FROM event_reports AS r
INNER JOIN articles AS a ON r.article_id = a.article_id
LEFT JOIN put ON r.report_id = put.report_id
WHERE r.event_id = $1
ORDER BY a.published_at NULLS LAST, r.report_id
