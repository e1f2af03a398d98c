-- Reports of the same events in other articles, and what joined them.
SELECT
    r.event_id,
    r.report_id,
    r.article_id,
    a.outlet,
    a.title,
    a.origin,
    r.event_date,
    r.summary,
    m.method,
    m.score
FROM event_reports AS r
INNER JOIN articles AS a ON r.article_id = a.article_id
LEFT JOIN event_merges AS m ON r.report_id = m.report_id AND r.event_id = m.event_id AND m.undone_at IS NULL
WHERE
    r.article_id <> $1
    AND r.event_id IN (SELECT own.event_id FROM event_reports AS own WHERE own.article_id = $1)
ORDER BY r.event_id, a.published_at NULLS LAST, r.report_id
