-- Keep the ids of the events in `gone`, and of those that had been merged into them.
INSERT INTO withdrawn_events
SELECT events.event_id, coalesce(gone.became, events.superseded_by), events.summary, $now
FROM events
LEFT JOIN gone ON events.event_id = gone.event_id
WHERE gone.event_id IS NOT NULL OR events.superseded_by IN (SELECT event_id FROM gone)
