-- All reports of some events but those of some articles, with outlet and time of publication.
SELECT r.*, a.outlet, a.published_at
FROM event_reports AS r
INNER JOIN articles AS a USING (article_id)
WHERE r.event_id IN (SELECT unnest($event_ids::VARCHAR[])) AND r.article_id NOT IN (SELECT unnest($excluded::VARCHAR[]))
ORDER BY r.report_id
