-- The events that a run's articles report, the primary ones first.
WITH reports AS (
    SELECT r.event_id, bool_or(r.is_primary) AS is_primary
    FROM event_reports AS r
    JOIN articles AS a USING (article_id)
    WHERE a.run_id = ?
    GROUP BY r.event_id
)
SELECT e.event_id, e.event_type, e.status, e.event_date, e.date_precision, p.full_name AS place, e.report_count, e.summary
FROM reports
JOIN events AS e USING (event_id)
LEFT JOIN places AS p USING (place_code)
ORDER BY reports.is_primary DESC, e.event_date DESC NULLS LAST, e.event_type, e.event_id
