-- Elections that can be chosen.
SELECT
    e.election_id AS value,
    x.name AS label,
    NULL AS within,
    count(*) AS events
FROM kept.main.site_index AS e
INNER JOIN main.elections AS x ON e.election_id = x.election_id
GROUP BY ALL
ORDER BY label
