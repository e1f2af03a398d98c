-- The words around a quote come from the article by its offsets.
SELECT q.speaker, q.text AS quote, substr(a.text, greatest(q.start_char - 79, 1), 80) AS words_before, a.url
FROM quotes AS q JOIN articles AS a USING (article_id)
WHERE q.is_direct AND regexp_matches(q.text, '(?i)netral')
ORDER BY q.speaker, a.published_at
