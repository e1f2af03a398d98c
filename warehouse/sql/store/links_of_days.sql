-- Links of some days whose page is to be fetched now: no more than so many of each source, sources in turn.
WITH ranked AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY source_id ORDER BY published_at, link_id) AS place
    FROM source_links
    WHERE
        status IN ('held', 'waiting')
        AND next_try_at <= $now
        AND list_contains($source_ids::VARCHAR[], source_id)
        AND (published_at AT TIME ZONE $timezone)::DATE BETWEEN $first::DATE AND $last::DATE
)

SELECT
    link_id, source_id, article_id, url, found_in, found_at, published_at, metadata, status, attempts, next_try_at, code
FROM ranked
WHERE place <= $most
ORDER BY place, source_id
