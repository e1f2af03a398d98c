-- The event that stands today for an id that was given out earlier.
SELECT current_id
FROM report.event_ids
WHERE event_id = $event_id AND state <> 'current' AND current_id IS NOT NULL
