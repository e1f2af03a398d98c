-- Events by day and type: how many took place, in how many articles and outlets they are told. Days known to the day only.
-- Example: SELECT event_date, event_type, event_count FROM report.event_daily WHERE status = 'occurred' ORDER BY event_date
WITH live_events AS (
    SELECT * FROM main.events WHERE superseded_by IS NULL AND date_precision = 'day'
)

SELECT
    event_date,
    topic,
    event_type,
    status,
    count(*) AS event_count,
    sum(report_count)::BIGINT AS report_count,
    count(DISTINCT split_part(place_code, '.', 1)) FILTER (WHERE place_code <> 'ID') AS province_count
FROM live_events
GROUP BY event_date, topic, event_type, status
ORDER BY event_date, topic, event_type, status
