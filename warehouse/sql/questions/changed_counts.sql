-- What coding again changed from one version of the rules to another, by table and column, with the first examples.
SELECT
    table_name,
    column_name,
    count(*) AS changes,
    count(*) FILTER (WHERE column_name = '*' AND new_value IS NOT NULL) AS rows_new,
    count(*) FILTER (WHERE column_name = '*' AND new_value IS NULL) AS rows_gone,
    list({'row_key': row_key, 'old_value': old_value, 'new_value': new_value} ORDER BY row_key, old_value)[:3]
        AS examples
FROM changes
WHERE from_version = $1 AND to_version = $2 AND ($3 IS NULL OR table_name = $3)
GROUP BY table_name, column_name
ORDER BY table_name, column_name
