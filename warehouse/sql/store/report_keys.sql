-- What comparing reports across articles needs of each report in the temporary table chosen_reports.
WITH chosen AS (
    SELECT DISTINCT load_number, report_id FROM chosen_reports
),

actors AS (
    SELECT
        report_id,
        list(DISTINCT name ORDER BY name) AS actors,
        list({'name': name, 'role': role} ORDER BY name, role) AS participants
    FROM report_actors
    SEMI JOIN chosen USING (load_number, report_id)
    GROUP BY report_id
)

SELECT
    r.report_id,
    r.article_id,
    a.outlet,
    a.story_id,
    r.topic,
    r.event_type,
    r.status,
    r.event_date,
    r.event_date_end,
    r.date_precision,
    r.place_code,
    a.published_at,
    coalesce(actors.actors, []) AS actors,
    coalesce(actors.participants, []) AS participants,
    a.title,
    r.event_id,
    r.is_primary,
    r.venue,
    r.election_id,
    r.summary,
    r.confidence
FROM event_reports AS r
INNER JOIN chosen ON r.load_number = chosen.load_number AND r.report_id = chosen.report_id
INNER JOIN articles AS a ON r.load_number = a.load_number AND r.article_id = a.article_id
LEFT JOIN actors ON r.report_id = actors.report_id
ORDER BY r.report_id
