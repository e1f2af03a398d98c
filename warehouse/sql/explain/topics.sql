-- The topic decisions.
SELECT topic, is_relevant, reason, evidence FROM article_topics WHERE article_id = $1 ORDER BY topic
