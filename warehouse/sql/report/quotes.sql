-- Direct quotes with their speakers' offices, those whose speaker the text settles first.
SELECT
    q.quote_id,
    q.text,
    q.speaker,
    p.position AS office,
    trim(regexp_replace(coalesce(p.position, ''), '^(Pjs?|Plt|Plh|Penjabat|Pelaksana \w+)\.?\s+', '', 'i')) AS office_group,
    p.unit,
    a.title,
    a.outlet,
    a.url,
    a.published_at,
    e.event_id
FROM main.quotes AS q
INNER JOIN main.articles AS a ON q.article_id = a.article_id
LEFT JOIN (
    SELECT
        article_id,
        person_id,
        any_value(position) AS position,
        any_value(unit) AS unit
    FROM main.article_persons
    GROUP BY article_id, person_id
) AS p ON q.article_id = p.article_id AND q.person_id = p.person_id
LEFT JOIN (
    SELECT
        r.article_id,
        first(r.event_id ORDER BY r.is_primary DESC, r.report_id) AS event_id
    FROM main.event_reports AS r
    INNER JOIN site_events AS s ON r.event_id = s.event_id
    GROUP BY r.article_id
) AS e ON q.article_id = e.article_id
WHERE q.is_direct AND len(a.topics) > 0
ORDER BY q.speaker IS NULL, a.published_at DESC NULLS LAST, q.article_id, q.start_char
