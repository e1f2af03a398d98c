-- An article and the events that it tells of.
SELECT
    a.article_id,
    a.title,
    a.outlet,
    a.url,
    a.authors,
    a.published_at,
    a.source_id,
    a.language,
    coalesce(r.events, []) AS events
FROM main.articles AS a
LEFT JOIN (
    SELECT
        r.article_id,
        list(
            {
                'event_id': e.event_id, 'event_type': e.event_type, 'status': r.status, 'event_date': r.event_date,
                'date_precision': r.date_precision, 'place': p.full_name, 'summary': r.summary, 'rule': r.rule_id
            } ORDER BY r.start_char, r.report_id
        ) AS events
    FROM main.event_reports AS r
    INNER JOIN main.events AS e ON r.event_id = e.event_id
    LEFT JOIN main.places AS p ON r.place_code = p.place_code
    WHERE r.article_id = $article_id
    GROUP BY r.article_id
) AS r ON a.article_id = r.article_id
WHERE a.article_id = $article_id
