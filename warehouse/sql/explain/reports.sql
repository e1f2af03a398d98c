-- Event reports, the primary one first.
SELECT * FROM event_reports WHERE article_id = $1 ORDER BY is_primary DESC, start_char
