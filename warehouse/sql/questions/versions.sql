-- The pairs of versions of the rules between which articles were coded again, the latest first.
SELECT c.from_version, c.to_version, max(r.started_at) AS coded_at, count(*) AS changes
FROM changes AS c
LEFT JOIN runs AS r ON c.run_id = r.run_id
GROUP BY c.from_version, c.to_version
ORDER BY coded_at DESC, c.from_version, c.to_version
