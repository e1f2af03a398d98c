-- What is shown of articles that a search found.
SELECT
    a.article_id,
    a.title,
    a.outlet,
    a.published_at,
    a.text,
    (
        SELECT list(DISTINCT r.event_id ORDER BY r.event_id)
        FROM main.event_reports AS r
        WHERE r.article_id = a.article_id AND r.event_id IS NOT NULL
    ) AS events
FROM main.articles AS a
WHERE a.article_id IN (SELECT unnest($article_ids::VARCHAR[]))
