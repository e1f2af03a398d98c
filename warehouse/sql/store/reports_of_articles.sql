-- The reports of some stored articles and the events that they belong to.
WITH wanted AS (
    SELECT unnest($load_numbers::BIGINT[]) AS load_number, unnest($article_ids::VARCHAR[]) AS article_id
)

SELECT report_id, article_id, topic, event_type, event_date, place_code, event_id
FROM event_reports
SEMI JOIN wanted USING (load_number, article_id)
ORDER BY report_id
