-- `flag` says what is odd about a citation.
SELECT kind, number, year, count(*) AS citations, count(DISTINCT article_id) AS articles, count(flag) AS flagged
FROM law_citations GROUP BY ALL ORDER BY citations DESC, kind, number
