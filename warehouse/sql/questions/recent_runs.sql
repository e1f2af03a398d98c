-- The last ten runs.
SELECT run_id, flow, trigger, started_at, finished_at, status, documents_in, articles_loaded, duplicates, rejected
FROM runs
ORDER BY started_at DESC
LIMIT 10
