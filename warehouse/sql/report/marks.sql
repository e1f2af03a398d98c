-- The texts behind a stretch of events, and one article more if it is named, with the spans that are marked in them.
WITH wanted AS (
    SELECT DISTINCT article_id
    FROM main.event_reports
    WHERE event_id >= $first AND event_id < $last
    UNION
    SELECT $article::VARCHAR
),

spans AS (
    SELECT article_id, start_char, end_char, 'event' AS kind FROM main.event_reports
    UNION ALL
    SELECT article_id, start_char, end_char, 'actor' FROM main.report_actors
    UNION ALL
    SELECT article_id, start_char, end_char, 'quote' FROM main.quotes WHERE is_direct
    UNION ALL
    SELECT article_id, start_char, end_char, 'law' FROM main.law_citations
    UNION ALL
    SELECT article_id, start_char, end_char, 'sanction' FROM main.sanctions
    UNION ALL
    SELECT d.article_id, d.start_char, d.end_char, 'date'
    FROM main.dates AS d
    INNER JOIN main.event_reports AS r ON d.article_id = r.article_id AND d.text = r.date_text
)

SELECT
    a.article_id,
    a.text,
    list([s.start_char::VARCHAR, s.end_char::VARCHAR, s.kind]) AS spans
FROM main.articles AS a
INNER JOIN wanted AS w ON a.article_id = w.article_id
LEFT JOIN spans AS s ON a.article_id = s.article_id
GROUP BY a.article_id, a.text
