-- The stored reports of some articles and the events that they belong to.
SELECT report_id, article_id, topic, event_type, event_id
FROM event_reports
WHERE list_contains($article_ids, article_id)
ORDER BY report_id
