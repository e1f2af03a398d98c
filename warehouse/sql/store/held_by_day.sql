-- How many links of some sources wait for their page, by the day that is stated for them.
SELECT
    source_id,
    (published_at AT TIME ZONE $timezone)::DATE AS day,
    count(*) AS n
FROM source_links
WHERE
    status IN ('held', 'waiting')
    AND list_contains($source_ids::VARCHAR[], source_id)
    AND (published_at AT TIME ZONE $timezone)::DATE BETWEEN $first::DATE AND $last::DATE
GROUP BY ALL
