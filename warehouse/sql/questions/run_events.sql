-- The events that a run's articles report, the primary ones first, with whom they name.
WITH reports AS (
    SELECT r.event_id, bool_or(r.is_primary) AS is_primary
    FROM event_reports AS r
    JOIN articles AS a USING (article_id)
    WHERE a.run_id = ?
    GROUP BY r.event_id
),

actors AS (
    SELECT event_id, string_agg(name || ' (' || role || ')', ', ' ORDER BY role, name) AS who
    FROM event_actors
    WHERE event_id IN (SELECT event_id FROM reports)
    GROUP BY event_id
)

SELECT
    e.event_id,
    e.event_type,
    reports.is_primary,
    e.status,
    e.event_date,
    e.date_precision,
    coalesce(p.full_name, 'open') AS place,
    coalesce(actors.who, '') AS who,
    e.report_count,
    e.summary
FROM reports
JOIN events AS e USING (event_id)
LEFT JOIN places AS p USING (place_code)
LEFT JOIN actors USING (event_id)
ORDER BY reports.is_primary DESC, e.event_date DESC NULLS LAST, e.event_type, e.event_id
