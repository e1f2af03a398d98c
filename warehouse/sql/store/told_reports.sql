-- All reports of some events but those of some articles, with outlet and time of publication.
SELECT r.*, a.outlet, a.published_at
FROM event_reports AS r
INNER JOIN articles AS a USING (article_id)
WHERE list_contains($event_ids, r.event_id) AND NOT list_contains($excluded, r.article_id)
ORDER BY r.report_id
