-- The documents to be coded again, in the order of their storing: the current one of each article that other
-- rules coded or that lost a line which was refused as furniture since, and those that other rules rejected and that are still the newest of their article.
WITH stored AS (
    SELECT
        document_id,
        article_id,
        path,
        row_number,
        row_number() OVER (PARTITION BY article_id ORDER BY path DESC, row_number DESC) = 1 AS is_newest
    FROM stored_documents  -- given with the query: RawStore.places
    QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY path DESC, row_number DESC) = 1
),

coded AS (
    SELECT
        document_id,
        'article' AS kind,
        coder_version AS from_version,
        source_id,
        coalesce(published_at, fetched_at) AS dated_at
    FROM articles
    WHERE
        coder_version <> $coder_version
        OR article_id IN (
            SELECT b.article_id
            FROM removed_blocks AS b
            INNER JOIN source_furniture AS f ON b.rule_id = f.furniture_id
            WHERE f.state = 'refused'
        )
),

rejected AS (
    SELECT
        q.document_id,
        'rejected' AS kind,
        r.coder_version AS from_version,
        q.source_id,
        coalesce(d.fetched_at, q.seen_at) AS dated_at
    FROM quarantine AS q
    INNER JOIN documents AS d ON q.document_id = d.document_id
    LEFT JOIN runs AS r ON q.run_id = r.run_id
    WHERE q.resolved_at IS NULL AND r.coder_version IS DISTINCT FROM $coder_version
),

wanted AS (
    SELECT * FROM coded
    UNION ALL
    SELECT * FROM rejected WHERE document_id NOT IN (SELECT document_id FROM coded)
)

SELECT
    row_number() OVER (ORDER BY s.path, s.row_number) AS seq,
    w.document_id,
    s.article_id,
    s.path,
    w.kind,
    w.from_version,
    w.source_id,
    (w.dated_at AT TIME ZONE $timezone)::DATE AS day
FROM wanted AS w
INNER JOIN stored AS s ON w.document_id = s.document_id
WHERE
    (w.kind = 'article' OR s.is_newest)
    AND (len($sources::VARCHAR[]) = 0 OR list_contains($sources::VARCHAR[], w.source_id))
    AND (NOT $is_undated::BOOLEAN OR w.dated_at IS NULL)
    AND ($first::DATE IS NULL OR (w.dated_at AT TIME ZONE $timezone)::DATE >= $first::DATE)
    AND ($last::DATE IS NULL OR (w.dated_at AT TIME ZONE $timezone)::DATE <= $last::DATE)
