-- The chosen events as a table to take along, in the order of the list, with who took part and who tells of it.
SELECT
    e.event_id,
    e.topic,
    e.event_type,
    e.status,
    e.event_date,
    e.event_date_end,
    e.date_precision,
    e.place_code,
    e.place,
    e.province,
    e.venue,
    e.election_id,
    e.summary,
    e.report_count,
    e.outlet_count,
    timezone('UTC', e.first_published_at) AS first_published_at_utc,
    e.disagreements,
    coalesce(a.actors, []) AS actors,
    coalesce(r.reports, []) AS reports
FROM chosen AS c
INNER JOIN site_events AS e ON c.event_id = e.event_id
LEFT JOIN (
    SELECT
        event_id,
        list({'role': role, 'name': name, 'position': position} ORDER BY role, name, position) AS actors
    FROM main.event_actors
    WHERE event_id IN (SELECT event_id FROM chosen)
    GROUP BY event_id
) AS a ON c.event_id = a.event_id
LEFT JOIN (
    SELECT
        r.event_id,
        list(
            {
                'report_id': r.report_id, 'article_id': r.article_id, 'outlet': t.outlet, 'url': t.url,
                'title': t.title, 'words': r.summary, 'rule_id': r.rule_id
            } ORDER BY r.report_id
        ) AS reports
    FROM main.event_reports AS r
    INNER JOIN main.articles AS t ON r.article_id = t.article_id
    WHERE r.event_id IN (SELECT event_id FROM chosen)
    GROUP BY r.event_id
) AS r ON c.event_id = r.event_id
ORDER BY
    CASE $sort
        WHEN 'reports' THEN 1000000000000 - c.report_count
        WHEN 'oldest' THEN if(c.event_date IS NULL, 1, 0)
    END,
    CASE $sort WHEN 'oldest' THEN -c.position ELSE c.position END
