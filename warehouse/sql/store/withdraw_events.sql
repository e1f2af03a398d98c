-- Keep the ids of the events in `gone`, and of those that had been merged into them.
INSERT INTO withdrawn_events
SELECT events.event_id, coalesce(gone.became, events.superseded_by), events.summary, $now
FROM events
INNER JOIN gone ON events.event_id = gone.event_id
UNION ALL
SELECT events.event_id, events.superseded_by, events.summary, $now
FROM events
ANTI JOIN gone ON events.event_id = gone.event_id
WHERE events.superseded_by IN (SELECT event_id FROM gone)
