-- Articles that share a band of their signature with one of $bands: candidates for near-duplicates.
SELECT s.article_id, s.signature, a.story_id
FROM article_signatures AS s
INNER JOIN articles AS a USING (article_id)
WHERE list_has_any(s.bands, $bands) AND NOT list_contains($excluded, s.article_id)
ORDER BY s.article_id
