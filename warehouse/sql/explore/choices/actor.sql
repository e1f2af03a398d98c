-- Names that are proposed for the field of actors.
SELECT
    name AS value,
    name AS label,
    NULL AS within,
    count(*) AS events
FROM main.event_actors
GROUP BY name
ORDER BY events DESC, name
LIMIT 200
