-- Sources: what they gave, what of it was rejected, and when they last gave something.
WITH given AS (
    SELECT
        source_id,
        count(*) AS document_count,
        max(fetched_at) AS last_fetched_at
    FROM main.documents
    GROUP BY source_id
),

loaded AS (
    SELECT
        source_id,
        count(*) AS article_count,
        max(published_at) AS last_published_at
    FROM main.articles
    GROUP BY source_id
),

refused AS (
    SELECT
        source_id,
        count(*) AS open_rejections,
        mode(code) AS commonest_rejection
    FROM main.quarantine
    WHERE resolved_at IS NULL
    GROUP BY source_id
),

ids AS (
    SELECT source_id FROM main.sources
    UNION
    SELECT source_id FROM given
    UNION
    SELECT source_id FROM refused WHERE source_id IS NOT NULL
)

SELECT
    ids.source_id,
    s.name,
    s.kind,
    coalesce(given.document_count, 0) AS document_count,
    coalesce(loaded.article_count, 0) AS article_count,
    coalesce(refused.open_rejections, 0) AS open_rejections,
    refused.commonest_rejection,
    round(
        coalesce(refused.open_rejections, 0)
        / nullif(coalesce(loaded.article_count, 0) + coalesce(refused.open_rejections, 0), 0), 3
    ) AS rejected_share,
    given.last_fetched_at,
    loaded.last_published_at
FROM ids
LEFT JOIN main.sources AS s ON ids.source_id = s.source_id
LEFT JOIN given ON ids.source_id = given.source_id
LEFT JOIN loaded ON ids.source_id = loaded.source_id
LEFT JOIN refused ON ids.source_id = refused.source_id
ORDER BY ids.source_id
