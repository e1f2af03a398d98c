-- Links whose page is to be fetched now: of each source its newest, no more than its own limit, sources in turn.
WITH wanted AS (
    SELECT unnest($source_ids) AS source_id, unnest($limits) AS most
),

ranked AS (
    SELECT
        l.*,
        w.most,
        row_number() OVER (
            PARTITION BY l.source_id ORDER BY l.published_at DESC NULLS LAST, l.found_at DESC, l.link_id
        ) AS place
    FROM source_links AS l
    INNER JOIN wanted AS w ON l.source_id = w.source_id
    WHERE l.status = 'waiting' AND l.next_try_at <= $now
)

SELECT
    link_id, source_id, article_id, url, found_in, found_at, published_at, metadata, status, attempts, next_try_at, code
FROM ranked
WHERE place <= most
ORDER BY place, source_id
