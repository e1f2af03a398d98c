-- Everything of a stretch of events by id: the event, its actors and its reports with the article behind each.
SELECT
    s.* EXCLUDE (position, latitude, longitude),
    x.name AS election,
    coalesce(a.actors, []) AS actors,
    coalesce(r.reports, []) AS reports
FROM site_events AS s
LEFT JOIN main.elections AS x ON s.election_id = x.election_id
LEFT JOIN (
    SELECT
        event_id,
        list({'role': role, 'name': name, 'position': position} ORDER BY role, name) AS actors
    FROM (SELECT DISTINCT event_id, role, name, position FROM main.event_actors WHERE event_id >= $first AND event_id < $last)
    GROUP BY event_id
) AS a ON s.event_id = a.event_id
LEFT JOIN (
    SELECT
        r.event_id,
        list(
            {
                'report_id': r.report_id, 'article_id': r.article_id, 'status': r.status, 'date_text': r.date_text,
                'date_basis': r.date_basis, 'date_reason': r.date_reason, 'place_reason': r.place_reason,
                'confidence': r.confidence, 'rule': r.rule_id, 'start': r.start_char, 'end': r.end_char,
                'title': t.title, 'outlet': t.outlet, 'url': t.url, 'published': t.published_at
            } ORDER BY t.published_at NULLS LAST, r.report_id
        ) AS reports
    FROM main.event_reports AS r
    INNER JOIN main.articles AS t ON r.article_id = t.article_id
    WHERE r.event_id >= $first AND r.event_id < $last
    GROUP BY r.event_id
) AS r ON s.event_id = r.event_id
WHERE s.event_id >= $first AND s.event_id < $last
ORDER BY s.event_id
