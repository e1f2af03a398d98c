-- Penalties by level and modality: mentions, and the articles that hold them.
SELECT
    coalesce(level, 'open') AS level,
    modality,
    count(*) AS mentions,
    count(DISTINCT article_id) AS articles
FROM main.sanctions
GROUP BY ALL
ORDER BY ALL
