-- The events that some ids mean now; an id that nothing has taken the place of has none.
SELECT event_id, current_id, state
FROM report.event_ids
WHERE event_id IN (SELECT unnest($event_ids::VARCHAR[]))
