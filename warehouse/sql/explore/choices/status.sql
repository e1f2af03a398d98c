-- Statuses that can be chosen.
SELECT
    status AS value,
    status AS label,
    NULL AS within,
    count(*) AS events
FROM kept.main.site_index
GROUP BY ALL
ORDER BY events DESC, value
