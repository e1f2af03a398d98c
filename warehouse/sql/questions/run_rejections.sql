-- What the latest run refused.
SELECT q.origin, q.stage, q.code, q.detail
FROM quarantine AS q
JOIN runs AS r ON r.run_id = ?
WHERE q.resolved_at IS NULL AND q.seen_at >= r.started_at
ORDER BY q.origin
