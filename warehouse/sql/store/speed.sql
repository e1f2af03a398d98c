-- How many documents a second the last runs took that had enough to do for it to tell anything.
SELECT sum(documents_in) / sum(epoch(finished_at - started_at)) AS per_second
FROM (
    SELECT documents_in, started_at, finished_at
    FROM runs
    WHERE status = 'completed' AND documents_in - duplicates >= 100 AND finished_at > started_at
    ORDER BY started_at DESC
    LIMIT 5
)
