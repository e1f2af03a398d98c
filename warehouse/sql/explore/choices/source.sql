-- Sources that can be chosen.
SELECT
    s.source_id AS value,
    s.name AS label,
    NULL AS within,
    count(DISTINCT t.position) AS events
FROM main.sources AS s
LEFT JOIN kept.main.tellers AS t ON s.source_id = t.source_id
GROUP BY ALL
ORDER BY label
