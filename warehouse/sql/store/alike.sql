-- Articles that share a band of their signature with one of $bands: candidates for near-duplicates.
WITH candidates AS (
    SELECT DISTINCT article_id
    FROM article_bands
    WHERE band IN (SELECT unnest($bands::BIGINT[])) AND article_id NOT IN (SELECT unnest($excluded::VARCHAR[]))
)

SELECT s.article_id, s.signature, a.story_id
FROM article_signatures AS s
SEMI JOIN candidates USING (article_id)
INNER JOIN articles AS a USING (article_id)
ORDER BY s.article_id
