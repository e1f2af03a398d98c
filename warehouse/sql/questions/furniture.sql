-- The furniture learned of the sites, with how many articles each line was taken out of.
SELECT
    f.furniture_id,
    f.site,
    f.line,
    f.state,
    f.documents,
    (SELECT count(DISTINCT b.article_id) FROM removed_blocks AS b WHERE b.rule_id = f.furniture_id) AS removed_from,
    f.first_seen_at,
    f.last_seen_at,
    f.decided_at,
    f.decided_by
FROM source_furniture AS f
WHERE ($1::VARCHAR IS NULL OR f.site = $1) AND ($2::VARCHAR IS NULL OR f.state = $2)
ORDER BY f.site, f.documents DESC, f.line
