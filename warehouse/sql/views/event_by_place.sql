-- Events by place and type, districts counted with their regency or city. Events without a place stand in a row of their own.
-- Example: SELECT place, province, sum(event_count) AS events FROM report.event_by_place GROUP BY ALL ORDER BY events DESC
WITH live_events AS (
    SELECT * FROM main.events WHERE superseded_by IS NULL
),

placed AS (
    SELECT
        e.*,
        CASE WHEN p.level = 'district' THEN p.parent_code ELSE p.place_code END AS area_code
    FROM live_events AS e
    LEFT JOIN main.places AS p ON e.place_code = p.place_code
)

SELECT
    area.place_code,
    area.full_name AS place,
    area.level,
    area.province_code,
    province.name AS province,
    placed.topic,
    placed.event_type,
    count(*) AS event_count,
    count(*) FILTER (WHERE placed.status = 'occurred') AS occurred_count,
    sum(placed.report_count)::BIGINT AS report_count,
    min(placed.event_date) AS first_event_date,
    max(placed.event_date) AS last_event_date
FROM placed
LEFT JOIN main.places AS area ON placed.area_code = area.place_code
LEFT JOIN main.places AS province ON area.province_code = province.place_code
GROUP BY ALL
ORDER BY area.place_code NULLS LAST, placed.topic, placed.event_type
