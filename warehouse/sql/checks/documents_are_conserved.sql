-- error: In every finished run, documents_in = articles_loaded + duplicates + rejected.
SELECT run_id, documents_in, articles_loaded, duplicates, rejected
FROM runs
WHERE
    status = 'completed'
    AND documents_in IS DISTINCT FROM articles_loaded + duplicates + rejected
