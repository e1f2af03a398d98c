-- error: Every row that belongs to an event has its event, and is of the same load; every merge has its report.
SELECT 'event_actors.event_id' AS column_name, event_id AS value
FROM event_actors ANTI JOIN events USING (load_number, event_id)
UNION ALL
SELECT 'event_merges.event_id', event_id
FROM event_merges ANTI JOIN events USING (load_number, event_id)
UNION ALL
SELECT 'event_merges.report_id', report_id
FROM event_merges ANTI JOIN event_reports USING (report_id)
WHERE undone_at IS NULL
