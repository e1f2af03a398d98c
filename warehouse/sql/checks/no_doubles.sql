-- error: What identifies a row does so once.
WITH keys AS (
    SELECT 'articles' AS table_name, article_id AS key
    FROM articles WHERE rowid IN (SELECT rowid FROM articles SEMI JOIN checked_articles USING (key_number))
    UNION ALL
    SELECT 'mentions', mention_id FROM mentions SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'quotes', quote_id FROM quotes SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'event_reports', report_id FROM event_reports SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'removed_blocks', concat_ws(' ', article_id, seq)
    FROM removed_blocks SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'article_topics', concat_ws(' ', article_id, topic)
    FROM article_topics SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'article_organizations', concat_ws(' ', article_id, organization_id)
    FROM article_organizations SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'article_elections', concat_ws(' ', article_id, election_id)
    FROM article_elections SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'events', event_id
    FROM events WHERE rowid IN (SELECT rowid FROM events SEMI JOIN checked_events USING (key_number))
    UNION ALL
    SELECT 'persons', person_id
    FROM persons
    WHERE rowid IN (
        SELECT rowid FROM persons
        SEMI JOIN (SELECT key_number FROM article_persons SEMI JOIN checked_articles USING (load_number, article_id)) AS named
            USING (key_number)
    )
    UNION ALL
    SELECT 'organizations', organization_id FROM organizations
    UNION ALL
    SELECT 'sources', source_id FROM sources
    UNION ALL
    SELECT 'documents', document_id FROM documents SEMI JOIN checked_articles USING (article_id)
    UNION ALL
    SELECT 'quarantine', document_id FROM quarantine
    UNION ALL
    SELECT 'runs', run_id FROM runs
    UNION ALL
    SELECT 'places', place_code FROM places
)

SELECT table_name, key, count(*) AS times
FROM keys
GROUP BY table_name, key
HAVING count(*) > 1
