-- Where the reports of an event differ.
SELECT column_name, value, report_count, outlets, is_taken FROM report.event_disagreements WHERE event_id = $1
