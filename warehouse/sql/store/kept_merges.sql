-- What is known of how reports came to some events.
SELECT * FROM event_merges WHERE event_id IN (SELECT unnest($event_ids::VARCHAR[])) ORDER BY merged_at, report_id
