-- The actors of some reports.
WITH wanted AS (
    SELECT unnest($load_numbers::BIGINT[]) AS load_number, unnest($report_ids::VARCHAR[]) AS report_id
)

SELECT * FROM report_actors SEMI JOIN wanted USING (load_number, report_id) ORDER BY report_id, start_char, role, name
