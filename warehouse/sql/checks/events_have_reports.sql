-- error: Every event is reported by an article, or was merged into another event.
SELECT events.event_id, events.event_type, events.summary
FROM events
ANTI JOIN event_reports USING (event_id)
WHERE events.superseded_by IS NULL
