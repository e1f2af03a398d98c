-- The stories of stored articles, and the signatures by which they came to them.
SELECT s.article_id, s.signature, a.story_id
FROM article_signatures AS s
INNER JOIN articles AS a USING (article_id)
WHERE s.article_id IN (SELECT unnest($article_ids::VARCHAR[]))
