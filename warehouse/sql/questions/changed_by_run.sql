-- How many values some runs that coded again have changed, by versions and table.
SELECT from_version, to_version, table_name, count(*) AS changes
FROM changes
WHERE list_contains(?, run_id)
GROUP BY ALL
ORDER BY from_version, to_version, table_name
