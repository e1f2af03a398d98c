-- The actors of some reports.
SELECT * FROM report_actors WHERE list_contains($report_ids, report_id) ORDER BY report_id, start_char, role, name
