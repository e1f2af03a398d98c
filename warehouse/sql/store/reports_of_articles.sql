-- The stored reports of some articles and the events that they belong to.
SELECT report_id, article_id, topic, event_type, event_date, place_code, event_id
FROM event_reports
WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
ORDER BY report_id
