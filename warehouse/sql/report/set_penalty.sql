-- Which events the articles report that speak of a penalty of one level in one modality.
SELECT DISTINCT
    concat_ws('/', p.modality, coalesce(p.level, 'open')) AS set_key,
    concat_ws(' / ', p.modality, coalesce(p.level, 'open')) AS label,
    s.position
FROM main.sanctions AS p
INNER JOIN main.event_reports AS r ON p.article_id = r.article_id
INNER JOIN site_events AS s ON r.event_id = s.event_id
ORDER BY set_key, s.position
