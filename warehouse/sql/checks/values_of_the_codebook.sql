-- error: Coded values are those of the codebook.
WITH coded AS (
    SELECT
        'event_reports.status' AS column_name,
        report_id AS row_id,
        status AS value,
        ['occurred', 'planned', 'negated'] AS allowed
    FROM event_reports SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'event_reports.date_precision', report_id, date_precision, ['day', 'month', 'year']
    FROM event_reports SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'event_reports.date_basis', report_id, date_basis, ['explicit', 'inferred_year', 'relative']
    FROM event_reports SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'report_actors.role', report_id, role,
        ['leader', 'signatory', 'speaker', 'host', 'attendee', 'witness', 'subject', 'complainant', 'decider']
    FROM report_actors SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'sanctions.level', article_id, level, ['moral', 'ringan', 'sedang', 'berat', 'pidana']
    FROM sanctions SEMI JOIN checked_articles USING (load_number, article_id)
    UNION ALL
    SELECT 'sanctions.modality', article_id, modality, ['threatened', 'recommended', 'imposed']
    FROM sanctions SEMI JOIN checked_articles USING (load_number, article_id)
)

SELECT column_name, row_id, value
FROM coded
WHERE value IS NOT NULL AND NOT list_contains(allowed, value)
