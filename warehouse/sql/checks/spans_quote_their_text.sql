-- error: Every row's words are what stands at its offsets in the article.
WITH spans AS (
    SELECT 'mentions' AS table_name, load_number, article_id, start_char, end_char, text, rule_id FROM mentions
    UNION ALL
    SELECT 'dates', load_number, article_id, start_char, end_char, text, rule_id FROM dates
    UNION ALL
    SELECT 'quotes', load_number, article_id, start_char, end_char, text, rule_id FROM quotes
    UNION ALL
    SELECT 'law_citations', load_number, article_id, start_char, end_char, text, rule_id FROM law_citations
    UNION ALL
    SELECT 'sanctions', load_number, article_id, start_char, end_char, text, rule_id FROM sanctions
    UNION ALL
    SELECT 'figures', load_number, article_id, start_char, end_char, text, rule_id FROM figures
    UNION ALL
    SELECT 'article_places', load_number, article_id, start_char, end_char, mention, rule_id FROM article_places
    UNION ALL
    SELECT 'article_organizations', load_number, article_id, start_char, end_char, mention, rule_id FROM article_organizations
)

SELECT
    spans.table_name,
    spans.article_id,
    spans.start_char,
    spans.end_char,
    spans.text,
    substr(a.text, spans.start_char + 1, spans.end_char - spans.start_char) AS stands_there,
    spans.rule_id
FROM spans
INNER JOIN checked_articles AS a ON spans.load_number = a.load_number AND spans.article_id = a.article_id
WHERE
    spans.start_char < 0
    OR spans.end_char <= spans.start_char
    OR substr(a.text, spans.start_char + 1, spans.end_char - spans.start_char) <> spans.text
