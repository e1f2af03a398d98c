-- The events that the article's reports belong to.
SELECT * FROM events WHERE event_id IN (SELECT event_id FROM event_reports WHERE article_id = $1)
