-- Only direct quotes whose speaker the text settles.
SELECT q.speaker, any_value(p.position) AS position, any_value(p.unit) AS unit, count(DISTINCT q.quote_id) AS quotes
FROM quotes AS q LEFT JOIN article_persons AS p USING (article_id, person_id)
WHERE q.is_direct AND q.speaker IS NOT NULL
GROUP BY q.speaker ORDER BY quotes DESC, q.speaker
