-- Outlets that can be chosen, those that tell most.
SELECT
    value,
    value AS label,
    NULL AS within,
    events
FROM (
    SELECT
        outlet AS value,
        count(DISTINCT position) AS events
    FROM kept.main.tellers
    WHERE outlet IS NOT NULL
    GROUP BY outlet
    ORDER BY events DESC, outlet
    LIMIT 500
)
ORDER BY label
