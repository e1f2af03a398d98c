-- What coding the article again has changed.
SELECT c.table_name, c.row_key, c.column_name, c.old_value, c.new_value, c.from_version, c.to_version
FROM changes AS c
WHERE
    starts_with(c.row_key, $1)
    OR c.row_key IN (SELECT r.report_id FROM event_reports AS r WHERE r.article_id = $1)
    OR c.row_key IN (SELECT q.quote_id FROM quotes AS q WHERE q.article_id = $1)
ORDER BY c.table_name, c.row_key, c.column_name
