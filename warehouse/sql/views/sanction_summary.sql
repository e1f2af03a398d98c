-- Penalties by modality (threatened, recommended, imposed), level and form: rows, articles and outlets.
-- Example: SELECT level, form, mention_count FROM report.sanction_summary WHERE modality = 'imposed'
WITH named AS (
    SELECT
        s.modality,
        s.level,
        lower(s.form) AS form,
        s.article_id,
        a.outlet,
        a.published_at
    FROM main.sanctions AS s
    INNER JOIN main.articles AS a ON s.article_id = a.article_id
)

SELECT
    modality,
    level,
    form,
    count(*) AS mention_count,
    count(DISTINCT article_id) AS article_count,
    count(DISTINCT outlet) AS outlet_count,
    min(published_at) AS first_published_at,
    max(published_at) AS last_published_at
FROM named
GROUP BY modality, level, form
ORDER BY modality, level NULLS LAST, mention_count DESC, form
