-- Every span of the article with what was made of it.
SELECT 'person' AS kind, start_char, end_char, rule_id,
    concat_ws(', ', name, position, unit) AS detail
FROM article_persons
WHERE article_id = $1
UNION ALL
SELECT kind, start_char, end_char, rule_id, entity_id
FROM mentions
WHERE article_id = $1 AND kind NOT IN ('place', 'date', 'law')
UNION ALL
SELECT 'organization', start_char, end_char, rule_id, concat_ws(', ', name, organization_id)
FROM article_organizations
WHERE article_id = $1
UNION ALL
SELECT 'place', p.start_char, p.end_char, p.rule_id,
    concat_ws(', ', p.place_code, places.full_name, p.reason,
        CASE WHEN p.place_code IS NULL THEN 'candidates ' || array_to_string(p.candidates, ' ') END)
FROM article_places AS p
LEFT JOIN places ON p.place_code = places.place_code
WHERE p.article_id = $1
UNION ALL
SELECT 'election', start_char, end_char, rule_id, election_id
FROM article_elections
WHERE article_id = $1 AND start_char IS NOT NULL
UNION ALL
SELECT 'date', start_char, end_char, rule_id,
    concat_ws(', ', concat_ws(' to ', date_start::VARCHAR, date_end::VARCHAR), precision, basis, flag)
FROM dates
WHERE article_id = $1
UNION ALL
SELECT CASE WHEN is_direct THEN 'quote' ELSE 'indirect quote' END, start_char, end_char, rule_id,
    concat_ws(', ', coalesce(speaker, 'speaker open'), speaker_reason)
FROM quotes
WHERE article_id = $1
UNION ALL
SELECT 'law', start_char, end_char, rule_id,
    concat_ws(', ', concat_ws(' ', kind, number, year::VARCHAR), 'pasal ' || article_no, 'ayat ' || paragraph_no, law_id, flag)
FROM law_citations
WHERE article_id = $1
UNION ALL
SELECT 'sanction', start_char, end_char, rule_id, concat_ws(', ', modality, level, form)
FROM sanctions
WHERE article_id = $1
UNION ALL
SELECT 'figure', start_char, end_char, rule_id, concat_ws(' ', value::VARCHAR, unit, what, place_code, period)
FROM figures
WHERE article_id = $1
UNION ALL
SELECT 'event', start_char, end_char, rule_id, concat_ws(', ', event_type, status, event_date::VARCHAR, place_code)
FROM event_reports
WHERE article_id = $1
