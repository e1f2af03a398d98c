-- What events are filtered, ordered and counted by, in memory; latest first.
SELECT
    event_id,
    topic,
    event_type,
    status,
    event_date,
    area_code,
    province_code,
    election_id,
    report_count,
    (row_number() OVER (ORDER BY event_date DESC NULLS LAST, event_id) - 1)::INTEGER AS position
FROM site_events
ORDER BY position
