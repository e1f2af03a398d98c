-- error: Offsets of rows whose words stand in another column lie inside their article.
WITH checked AS (
    SELECT load_number, article_id, length(text) AS text_length
    FROM checked_articles
),

spans AS (
    SELECT 'article_persons' AS table_name, load_number, article_id, start_char, end_char FROM article_persons
    UNION ALL
    SELECT 'event_reports', load_number, article_id, start_char, end_char FROM event_reports
    UNION ALL
    SELECT 'report_actors', load_number, article_id, start_char, end_char FROM report_actors
    UNION ALL
    SELECT 'article_elections', load_number, article_id, start_char, end_char FROM article_elections WHERE start_char IS NOT NULL
)

SELECT spans.table_name, spans.article_id, spans.start_char, spans.end_char, checked.text_length
FROM spans
INNER JOIN checked ON spans.load_number = checked.load_number AND spans.article_id = checked.article_id
WHERE spans.start_char < 0 OR spans.end_char <= spans.start_char OR spans.end_char > checked.text_length
