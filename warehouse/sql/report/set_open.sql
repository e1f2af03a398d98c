-- Which events are open in date or place, by reason; and which their reports disagree on.
SELECT DISTINCT
    set_key,
    set_key AS label,
    position
FROM (
    SELECT
        'date/' || coalesce(r.date_reason, 'unknown') AS set_key,
        s.position
    FROM site_events AS s
    INNER JOIN main.event_reports AS r ON s.event_id = r.event_id
    WHERE s.event_date IS NULL
    UNION ALL
    SELECT
        'place/' || coalesce(r.place_reason, 'unknown') AS set_key,
        s.position
    FROM site_events AS s
    INNER JOIN main.event_reports AS r ON s.event_id = r.event_id
    WHERE s.area_code IS NULL
    UNION ALL
    SELECT
        'disagreements' AS set_key,
        position
    FROM site_events
    WHERE len(disagreements) > 0
    UNION ALL
    SELECT
        'corroborated' AS set_key,
        position
    FROM site_events
    WHERE outlet_count > 1
)
ORDER BY set_key, position
