-- Who is quoted: by office, on articles of a topic.
SELECT
    trim(regexp_replace(p.position, '^(Pjs?|Plt|Plh|Penjabat|Pelaksana \w+)\.?\s+', '', 'i')) AS office,
    count(DISTINCT q.quote_id) AS quotes,
    count(DISTINCT q.person_id) AS speakers,
    count(DISTINCT q.article_id) AS articles
FROM main.quotes AS q
INNER JOIN main.articles AS a ON q.article_id = a.article_id
INNER JOIN main.article_persons AS p ON q.article_id = p.article_id AND q.person_id = p.person_id
WHERE q.is_direct AND len(a.topics) > 0 AND p.position IS NOT NULL
GROUP BY 1
ORDER BY quotes DESC, office
LIMIT 40
