-- What is known of how reports came to some events.
SELECT * EXCLUDE (load_number)
FROM event_merges
WHERE event_id IN (SELECT unnest($event_ids::VARCHAR[]))
ORDER BY merged_at, report_id
