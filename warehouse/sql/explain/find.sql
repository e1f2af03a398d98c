-- What goes by a key, the surest kind of match first (rank 0).
WITH candidates AS (
    SELECT 0 AS rank, 'article' AS kind, article_id AS key, origin FROM articles WHERE article_id = $1 OR document_id = $1
    UNION ALL
    SELECT 1, 'article', article_id, origin FROM articles WHERE url = $1 OR rtrim(url, '/') = rtrim($1, '/')
    UNION ALL
    SELECT 2, 'article', r.article_id, a.origin
    FROM event_reports AS r
    INNER JOIN articles AS a ON r.article_id = a.article_id
    WHERE r.report_id = $1
    UNION ALL
    (
        SELECT 3, 'article', r.article_id, a.origin
        FROM event_reports AS r
        INNER JOIN articles AS a ON r.article_id = a.article_id
        WHERE r.event_id = $1
        ORDER BY r.is_primary DESC, a.published_at NULLS LAST, r.article_id
        LIMIT 1
    )
    UNION ALL
    SELECT 4, 'rejection', document_id, origin FROM quarantine WHERE document_id = $1 AND resolved_at IS NULL
    UNION ALL
    SELECT 5, 'article', article_id, origin FROM articles WHERE ends_with(origin, $1)
    UNION ALL
    SELECT 6, 'rejection', document_id, origin FROM quarantine WHERE ends_with(origin, $1) AND resolved_at IS NULL
    UNION ALL
    SELECT 7, 'article', article_id, origin FROM articles WHERE contains(origin, $1) OR contains(url, $1)
    UNION ALL
    SELECT 8, 'rejection', document_id, origin FROM quarantine WHERE contains(origin, $1) AND resolved_at IS NULL
)

SELECT DISTINCT rank, kind, key, origin
FROM candidates
ORDER BY rank, key
