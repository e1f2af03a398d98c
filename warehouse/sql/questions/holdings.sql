-- What the warehouse holds, table by table.
SELECT 'articles' AS what, count(*) AS count FROM articles
UNION ALL SELECT 'event reports', count(*) FROM event_reports
UNION ALL SELECT 'events', count(*) FROM events WHERE superseded_by IS NULL
UNION ALL SELECT 'persons', count(*) FROM persons
UNION ALL SELECT 'quotes', count(*) FROM quotes
UNION ALL SELECT 'law citations', count(*) FROM law_citations
UNION ALL SELECT 'sanctions', count(*) FROM sanctions
UNION ALL SELECT 'figures', count(*) FROM figures
UNION ALL SELECT 'unresolved rejections', count(*) FROM quarantine WHERE resolved_at IS NULL
