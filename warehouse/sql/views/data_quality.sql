-- What stays open, counted: for each measure how many rows it concerns, of how many, and the share.
-- Example: SELECT measure, affected, total FROM report.data_quality WHERE share > 0.2 ORDER BY share DESC
WITH measures AS (
    SELECT 'articles without date of publication' AS measure,
        count(*) FILTER (WHERE published_at IS NULL) AS affected, count(*) AS total
    FROM main.articles
    UNION ALL
    SELECT 'articles without outlet', count(*) FILTER (WHERE outlet IS NULL), count(*) FROM main.articles
    UNION ALL
    SELECT 'articles without title', count(*) FILTER (WHERE title IS NULL), count(*) FROM main.articles
    UNION ALL
    SELECT 'articles on no topic', count(*) FILTER (WHERE len(topics) = 0), count(*) FROM main.articles
    UNION ALL
    SELECT 'articles on a topic without an event',
        count(*) FILTER (WHERE a.article_id NOT IN (SELECT r.article_id FROM main.event_reports AS r)), count(*)
    FROM main.articles AS a
    WHERE len(a.topics) > 0
    UNION ALL
    SELECT 'event reports without date', count(*) FILTER (WHERE event_date IS NULL), count(*) FROM main.event_reports
    UNION ALL
    SELECT 'event reports without place', count(*) FILTER (WHERE place_code IS NULL), count(*) FROM main.event_reports
    UNION ALL
    SELECT 'event reports without actor',
        count(*) FILTER (WHERE report_id NOT IN (SELECT p.report_id FROM main.report_actors AS p)), count(*)
    FROM main.event_reports
    UNION ALL
    SELECT 'events whose reports disagree', count(*) FILTER (WHERE len(disagreements) > 0), count(*)
    FROM main.events
    WHERE superseded_by IS NULL
    UNION ALL
    SELECT 'direct quotes without speaker', count(*) FILTER (WHERE speaker IS NULL), count(*)
    FROM main.quotes
    WHERE is_direct
    UNION ALL
    SELECT 'date expressions left open', count(*) FILTER (WHERE date_start IS NULL), count(*) FROM main.dates
    UNION ALL
    SELECT 'date expressions with a flag', count(*) FILTER (WHERE flag IS NOT NULL), count(*) FROM main.dates
    UNION ALL
    SELECT 'places left open', count(*) FILTER (WHERE place_code IS NULL), count(*) FROM main.article_places
    UNION ALL
    SELECT 'law citations of unknown instruments', count(*) FILTER (WHERE law_id IS NULL), count(*)
    FROM main.law_citations
    UNION ALL
    SELECT 'law citations with a flag', count(*) FILTER (WHERE flag IS NOT NULL), count(*) FROM main.law_citations
    UNION ALL
    SELECT 'rejections that are open', count(*) FILTER (WHERE resolved_at IS NULL), count(*) FROM main.quarantine
)

SELECT measure, affected, total, round(affected / nullif(total, 0), 3) AS share
FROM measures
