-- error: Every event is reported by an article, or was merged into another event.
WITH others AS (
    SELECT event_id, event_type, summary
    FROM checked_events
    -- Nearly all have a report of their own load; the whole table is searched for the others only.
    ANTI JOIN (SELECT event_id FROM event_reports WHERE is_checked(load_number)) AS reported USING (event_id)
    WHERE superseded_by IS NULL
)

SELECT event_id, event_type, summary
FROM others
ANTI JOIN (SELECT event_id FROM event_reports SEMI JOIN others USING (event_id)) AS reported USING (event_id)
