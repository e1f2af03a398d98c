-- What waits: pages to be fetched, by whom, and sources whose visit is due.
SELECT 'pages to be fetched' AS what, count(*) AS n FROM source_links WHERE status = 'waiting'
UNION ALL
SELECT 'pages held for a backfill', count(*) FROM source_links WHERE status = 'held'
UNION ALL
SELECT
    'sources due for a visit',
    count(DISTINCT t.source_id)
FROM source_state AS t
INNER JOIN sources AS s ON t.source_id = s.source_id AND t.url = s.url
WHERE t.next_due_at <= ?
