-- error: Every row that is read from an article has its article.
WITH rows AS (
    SELECT 'removed_blocks' AS table_name, article_id FROM removed_blocks
    UNION ALL
    SELECT 'article_pages', article_id FROM article_pages
    UNION ALL
    SELECT 'article_topics', article_id FROM article_topics
    UNION ALL
    SELECT 'article_signatures', article_id FROM article_signatures
    UNION ALL
    SELECT 'article_bands', article_id FROM article_bands
    UNION ALL
    SELECT 'mentions', article_id FROM mentions
    UNION ALL
    SELECT 'article_persons', article_id FROM article_persons
    UNION ALL
    SELECT 'article_organizations', article_id FROM article_organizations
    UNION ALL
    SELECT 'article_places', article_id FROM article_places
    UNION ALL
    SELECT 'article_elections', article_id FROM article_elections
    UNION ALL
    SELECT 'dates', article_id FROM dates
    UNION ALL
    SELECT 'quotes', article_id FROM quotes
    UNION ALL
    SELECT 'law_citations', article_id FROM law_citations
    UNION ALL
    SELECT 'sanctions', article_id FROM sanctions
    UNION ALL
    SELECT 'figures', article_id FROM figures
    UNION ALL
    SELECT 'event_reports', article_id FROM event_reports
    UNION ALL
    SELECT 'report_blocks', article_id FROM report_blocks
    UNION ALL
    SELECT 'report_actors', article_id FROM report_actors
)

SELECT table_name, article_id, count(*) AS row_count
FROM rows
ANTI JOIN articles USING (article_id)
GROUP BY table_name, article_id
