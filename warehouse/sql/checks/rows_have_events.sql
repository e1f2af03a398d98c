-- error: Every row that belongs to an event has its event, and is of the same load; every merge has its report.
WITH checked_merges AS (
    SELECT load_number, event_id, report_id, undone_at FROM event_merges WHERE is_checked(load_number)
),

other_reports AS (  -- the whole table is searched for reports of other loads only
    SELECT report_id
    FROM checked_merges
    ANTI JOIN (SELECT report_id FROM event_reports WHERE is_checked(load_number)) AS own USING (report_id)
    WHERE undone_at IS NULL
)

SELECT 'event_actors.event_id' AS column_name, event_id AS value
FROM event_actors
ANTI JOIN checked_events USING (load_number, event_id)
WHERE is_checked(load_number)
UNION ALL
SELECT 'event_merges.event_id', event_id
FROM checked_merges
ANTI JOIN checked_events USING (load_number, event_id)
UNION ALL
SELECT 'event_merges.report_id', report_id
FROM other_reports
ANTI JOIN (SELECT report_id FROM event_reports SEMI JOIN other_reports USING (report_id)) AS there USING (report_id)
