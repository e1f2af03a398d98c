-- Events without day or place by the reason that their reports give.
SELECT
    'date' AS field,
    coalesce(r.date_reason, 'unknown') AS reason,
    count(DISTINCT s.event_id) AS events
FROM site_events AS s
INNER JOIN main.event_reports AS r ON s.event_id = r.event_id
WHERE s.event_date IS NULL
GROUP BY ALL
UNION ALL
SELECT
    'place',
    coalesce(r.place_reason, 'unknown'),
    count(DISTINCT s.event_id)
FROM site_events AS s
INNER JOIN main.event_reports AS r ON s.event_id = r.event_id
WHERE s.area_code IS NULL
GROUP BY ALL
ORDER BY 1, 3 DESC, 2
