-- error: Every row belongs to an article, report, event, person or body that is there.
WITH missing AS (
    SELECT 'removed_blocks' AS table_name, 'article_id' AS column_name, article_id AS value
    FROM removed_blocks ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'mentions', 'article_id', article_id FROM mentions ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'article_topics', 'article_id', article_id FROM article_topics ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'article_persons', 'article_id', article_id FROM article_persons ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'article_persons', 'person_id', person_id FROM article_persons ANTI JOIN persons USING (person_id)
    UNION ALL
    SELECT 'article_organizations', 'article_id', article_id
    FROM article_organizations ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'article_organizations', 'organization_id', organization_id
    FROM article_organizations ANTI JOIN organizations USING (organization_id)
    UNION ALL
    SELECT 'article_places', 'article_id', article_id FROM article_places ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'article_elections', 'article_id', article_id FROM article_elections ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'article_elections', 'election_id', election_id FROM article_elections ANTI JOIN elections USING (election_id)
    UNION ALL
    SELECT 'dates', 'article_id', article_id FROM dates ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'quotes', 'article_id', article_id FROM quotes ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'law_citations', 'article_id', article_id FROM law_citations ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'law_citations', 'law_id', law_id
    FROM law_citations ANTI JOIN laws USING (law_id) WHERE law_id IS NOT NULL
    UNION ALL
    SELECT 'sanctions', 'article_id', article_id FROM sanctions ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'sanctions', 'report_id', report_id
    FROM sanctions ANTI JOIN event_reports USING (report_id) WHERE report_id IS NOT NULL
    UNION ALL
    SELECT 'figures', 'article_id', article_id FROM figures ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'event_reports', 'article_id', article_id FROM event_reports ANTI JOIN articles USING (article_id)
    UNION ALL
    SELECT 'event_reports', 'event_id', event_id
    FROM event_reports ANTI JOIN events USING (event_id) WHERE event_id IS NOT NULL
    UNION ALL
    SELECT 'report_actors', 'report_id', report_id FROM report_actors ANTI JOIN event_reports USING (report_id)
    UNION ALL
    SELECT 'event_actors', 'event_id', event_id FROM event_actors ANTI JOIN events USING (event_id)
    UNION ALL
    SELECT 'event_merges', 'event_id', event_id FROM event_merges ANTI JOIN events USING (event_id)
)

SELECT table_name, column_name, value FROM missing
