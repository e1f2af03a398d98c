-- The chosen events by day and type, those whose day or month is known.
SELECT
    topic,
    event_type,
    event_date,
    count(*) AS events
FROM chosen
WHERE event_date IS NOT NULL
GROUP BY ALL
ORDER BY ALL
