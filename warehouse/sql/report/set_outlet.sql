-- Which events an outlet tells.
SELECT DISTINCT
    a.outlet AS set_key,
    a.outlet AS label,
    s.position
FROM main.articles AS a
INNER JOIN main.event_reports AS r ON a.article_id = r.article_id
INNER JOIN site_events AS s ON r.event_id = s.event_id
WHERE a.outlet IS NOT NULL
ORDER BY set_key, s.position
