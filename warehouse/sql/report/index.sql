-- What the lists filter by, of every event in order.
SELECT
    topic || '/' || event_type AS type,
    status,
    event_date,
    area_code,
    election_id
FROM site_events
ORDER BY position
