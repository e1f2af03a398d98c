-- error: Every event is reported by an article, or was merged into another event.
WITH reported AS (
    SELECT event_id FROM event_reports SEMI JOIN checked_events USING (event_id)
)

SELECT event_id, event_type, summary
FROM checked_events
ANTI JOIN reported USING (event_id)
WHERE superseded_by IS NULL
