-- Events by day and type, occurred ones and those whose day is known.
SELECT
    topic,
    event_type,
    event_date,
    count(*) AS events
FROM site_events
WHERE status = 'occurred' AND event_date IS NOT NULL AND date_precision IN ('day', 'month')
GROUP BY ALL
ORDER BY ALL
