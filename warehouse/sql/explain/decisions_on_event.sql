-- What people decided on an event, the latest last.
SELECT
    decided_at,
    decided_by,
    action,
    arg_max(from_event_id, from_event_id <> to_event_id) AS from_event_id,
    arg_max(to_event_id, from_event_id <> to_event_id) AS to_event_id,
    any_value(note) AS note,
    list(report_id ORDER BY report_id) FILTER (WHERE from_event_id <> to_event_id) AS report_ids
FROM event_decisions
WHERE decision_id IN (SELECT decision_id FROM event_decisions WHERE from_event_id = $1 OR to_event_id = $1)
GROUP BY decision_id, decided_at, decided_by, action
ORDER BY decided_at
