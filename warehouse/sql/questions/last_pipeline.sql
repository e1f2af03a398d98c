-- When the last run over the sources began.
SELECT max(started_at) AS started_at FROM runs WHERE flow = 'pipeline'
