-- One event counts once, however many articles tell of it.
SELECT p.full_name, count(*) AS events, min(event_date) AS first, max(event_date) AS last, sum(report_count) AS reports
FROM events JOIN places AS p USING (place_code)
WHERE event_type = 'pledge' AND status = 'occurred' AND superseded_by IS NULL
GROUP BY ALL ORDER BY events DESC, p.full_name
