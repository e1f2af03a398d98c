-- Persons with their offices.
SELECT * FROM article_persons WHERE article_id = $1 ORDER BY start_char, position
