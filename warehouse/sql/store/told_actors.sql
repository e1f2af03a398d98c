-- The actors of some reports.
SELECT * FROM report_actors WHERE report_id IN (SELECT unnest($report_ids::VARCHAR[])) ORDER BY report_id, start_char, role, name
