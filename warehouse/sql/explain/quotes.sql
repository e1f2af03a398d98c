-- Quotes with their speakers.
SELECT * FROM quotes WHERE article_id = $1 ORDER BY start_char
