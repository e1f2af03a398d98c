-- Who took part in the reported events.
SELECT * FROM report_actors WHERE article_id = $1 ORDER BY report_id, start_char
