-- What is known of how reports came to some stored events.
WITH wanted AS (
    SELECT unnest($load_numbers::BIGINT[]) AS load_number, unnest($event_ids::VARCHAR[]) AS event_id
)

SELECT * EXCLUDE (load_number) FROM event_merges SEMI JOIN wanted USING (load_number, event_id) ORDER BY merged_at, report_id
