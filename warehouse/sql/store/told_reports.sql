-- All reports of some events but those of some articles, with outlet and time of publication.
WITH told AS MATERIALIZED (
    SELECT * FROM event_reports WHERE event_id IN (SELECT unnest($event_ids::VARCHAR[]))
)

SELECT told.*, a.outlet, a.published_at
FROM told
INNER JOIN articles AS a ON told.load_number = a.load_number AND told.article_id = a.article_id
WHERE told.article_id NOT IN (SELECT unnest($excluded::VARCHAR[]))
ORDER BY told.report_id
