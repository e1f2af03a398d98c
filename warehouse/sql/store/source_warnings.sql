-- Sources that are not as usual, for the summary of a run.
SELECT source_id, health, last_new_at, new_last_day, expected_per_day, error_streak, last_error
FROM report.source_health
WHERE health IN ('failing', 'silent', 'doubled')
ORDER BY source_id
