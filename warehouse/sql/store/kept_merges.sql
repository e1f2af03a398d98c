-- What is known of how reports came to some events.
SELECT * FROM event_merges WHERE list_contains($event_ids, event_id) ORDER BY merged_at, report_id
