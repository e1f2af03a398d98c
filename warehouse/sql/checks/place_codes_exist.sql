-- error: Every place code is one of places.
WITH codes AS (
    SELECT 'article_places' AS table_name, article_id AS row_id, place_code
    FROM article_places SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'article_places.candidates', article_id, unnest(candidates)
    FROM article_places SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'article_persons', article_id, place_code
    FROM article_persons SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'article_organizations', article_id, place_code
    FROM article_organizations SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'figures', article_id, place_code FROM figures SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'event_reports', report_id, place_code
    FROM event_reports SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'sources', source_id, place_code FROM sources
)

SELECT codes.table_name, codes.row_id, codes.place_code
FROM codes
ANTI JOIN places USING (place_code)
WHERE codes.place_code IS NOT NULL
