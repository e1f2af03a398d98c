-- Which events belong to which instrument: those that an article citing it reports.
SELECT DISTINCT
    coalesce(c.law_id, concat_ws('-', c.kind, c.number, c.year)) AS set_key,
    coalesce(c.law_id, concat_ws(' ', c.kind, c.number, c.year)) AS label,
    s.position
FROM main.law_citations AS c
INNER JOIN main.event_reports AS r ON c.article_id = r.article_id
INNER JOIN site_events AS s ON r.event_id = s.event_id
ORDER BY set_key, s.position
