-- error: Every row that is read from an article has its article, and is of the same load.
WITH rows AS (
    SELECT 'removed_blocks' AS table_name, load_number, article_id FROM removed_blocks
    UNION ALL
    SELECT 'article_pages', load_number, article_id FROM article_pages
    UNION ALL
    SELECT 'article_topics', load_number, article_id FROM article_topics
    UNION ALL
    SELECT 'article_signatures', load_number, article_id FROM article_signatures
    UNION ALL
    SELECT 'article_bands', load_number, article_id FROM article_bands
    UNION ALL
    SELECT 'mentions', load_number, article_id FROM mentions
    UNION ALL
    SELECT 'article_persons', load_number, article_id FROM article_persons
    UNION ALL
    SELECT 'article_organizations', load_number, article_id FROM article_organizations
    UNION ALL
    SELECT 'article_places', load_number, article_id FROM article_places
    UNION ALL
    SELECT 'article_elections', load_number, article_id FROM article_elections
    UNION ALL
    SELECT 'dates', load_number, article_id FROM dates
    UNION ALL
    SELECT 'quotes', load_number, article_id FROM quotes
    UNION ALL
    SELECT 'law_citations', load_number, article_id FROM law_citations
    UNION ALL
    SELECT 'sanctions', load_number, article_id FROM sanctions
    UNION ALL
    SELECT 'figures', load_number, article_id FROM figures
    UNION ALL
    SELECT 'event_reports', load_number, article_id FROM event_reports
    UNION ALL
    SELECT 'report_blocks', load_number, article_id FROM report_blocks
    UNION ALL
    SELECT 'report_actors', load_number, article_id FROM report_actors
)

SELECT table_name, article_id, count(*) AS row_count
FROM rows
ANTI JOIN checked_articles USING (load_number, article_id)
WHERE is_checked(load_number)
GROUP BY table_name, article_id
