-- error: An article has at most one primary event of a topic.
SELECT article_id, topic, count(*) AS primary_reports
FROM event_reports
SEMI JOIN checked_articles USING (load_number, article_id)
WHERE is_primary
GROUP BY article_id, topic
HAVING count(*) > 1
