-- Which source and outlet told of which event, by its position.
SELECT DISTINCT
    i.position,
    a.source_id,
    a.outlet
FROM main.event_reports AS r
INNER JOIN main.articles AS a ON r.article_id = a.article_id
INNER JOIN kept.main.site_index AS i ON r.event_id = i.event_id
