-- What is searched of the articles that one run wrote.
SELECT
    article_id,
    coalesce(title, '') AS title,
    text,
    strftime(timezone($zone, published_at), '%Y-%m-%d') AS published,
    source_id,
    outlet
FROM main.articles
WHERE run_id = $run_id
