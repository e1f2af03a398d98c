-- What a single outlet tells deserves another look, and tells what other outlets miss.
SELECT any_value(a.outlet) AS outlet, e.event_date, e.event_type, e.summary, any_value(a.url) AS url
FROM events AS e JOIN event_reports AS r USING (event_id) JOIN articles AS a USING (article_id)
WHERE e.outlet_count = 1 AND e.superseded_by IS NULL
GROUP BY e.event_id, e.event_date, e.event_type, e.summary ORDER BY e.event_date NULLS LAST
