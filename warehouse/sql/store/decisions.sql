-- What a person decided last on each report of some articles, the latest decision first.
SELECT DISTINCT ON (decided_at, report_id) report_id, article_id, topic, event_type, action, from_event_id, to_event_id
FROM (
    SELECT *
    FROM event_decisions
    WHERE article_id IN (SELECT unnest($article_ids::VARCHAR[]))
    QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY decided_at DESC) = 1
)
ORDER BY decided_at DESC, report_id
