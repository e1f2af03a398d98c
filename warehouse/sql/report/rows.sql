-- A page of events as the lists show them.
WITH actors AS (
    SELECT
        event_id,
        list(DISTINCT [role, name] ORDER BY [role, name]) AS actors
    FROM main.event_actors
    WHERE event_id IN (SELECT s.event_id FROM site_events AS s WHERE s.position >= $first AND s.position < $last)
    GROUP BY event_id
)

SELECT
    s.event_id,
    s.event_date,
    s.event_date_end,
    s.date_precision,
    s.summary,
    s.place,
    s.venue,
    s.report_count,
    s.outlet_count,
    actors.actors
FROM site_events AS s
LEFT JOIN actors ON s.event_id = actors.event_id
WHERE s.position >= $first AND s.position < $last
ORDER BY s.position
