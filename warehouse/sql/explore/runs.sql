-- The articles of each run, with a mark that changes when one of them comes or goes.
SELECT
    run_id,
    count(*) AS articles,
    count(*) || '-' || bit_xor(md5_number_lower(article_id)) AS fingerprint
FROM main.articles
GROUP BY run_id
ORDER BY run_id
