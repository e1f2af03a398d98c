-- How many values a run that coded again has changed, by versions and table.
SELECT from_version, to_version, table_name, count(*) AS changes
FROM changes
WHERE run_id = ?
GROUP BY ALL
ORDER BY from_version, to_version, table_name
