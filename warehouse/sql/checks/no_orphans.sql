-- error: What a row points to by an id is there.
WITH checked_reports AS (
    SELECT report_id, event_id FROM event_reports SEMI JOIN checked_articles USING (load_number, article_id)
),

other_events AS (  -- nearly all events are of the same load: the whole table is searched for the others only
    SELECT event_id FROM checked_reports ANTI JOIN checked_events USING (event_id) WHERE event_id IS NOT NULL
),

missing AS (
    SELECT 'article_persons.person_id' AS column_name, person_id AS value
    FROM article_persons SEMI JOIN checked_articles USING (load_number, article_id) ANTI JOIN persons USING (person_id)
    UNION ALL
    SELECT 'article_organizations.organization_id', organization_id
    FROM article_organizations SEMI JOIN checked_articles USING (load_number, article_id)
    ANTI JOIN organizations USING (organization_id)
    UNION ALL
    SELECT 'article_elections.election_id', election_id
    FROM article_elections SEMI JOIN checked_articles USING (load_number, article_id) ANTI JOIN elections USING (election_id)
    UNION ALL
    SELECT 'law_citations.law_id', law_id
    FROM law_citations SEMI JOIN checked_articles USING (load_number, article_id) ANTI JOIN laws USING (law_id)
    WHERE law_id IS NOT NULL
    UNION ALL
    SELECT 'sanctions.report_id', report_id
    FROM sanctions SEMI JOIN checked_articles USING (load_number, article_id) ANTI JOIN checked_reports USING (report_id)
    WHERE report_id IS NOT NULL
    UNION ALL
    SELECT 'report_actors.report_id', report_id
    FROM report_actors SEMI JOIN checked_articles USING (load_number, article_id) ANTI JOIN checked_reports USING (report_id)
    UNION ALL
    SELECT 'event_reports.event_id', event_id
    FROM other_events ANTI JOIN (SELECT event_id FROM events SEMI JOIN other_events USING (event_id)) AS there USING (event_id)
    UNION ALL
    SELECT 'events.superseded_by', superseded_by
    FROM checked_events
    WHERE
        superseded_by IS NOT NULL
        AND superseded_by NOT IN (
            SELECT event_id FROM events WHERE event_id IN (SELECT superseded_by FROM checked_events)
        )
)

SELECT column_name, value FROM missing
