-- The events that people look at: the current ones, districts under their regency or city.
SELECT
    e.event_id,
    e.topic,
    e.event_type,
    e.status,
    e.event_date,
    e.event_date_end,
    e.date_precision,
    e.place_code,
    p.full_name AS place,
    area.place_code AS area_code,
    area.full_name AS area,
    area.level AS area_level,
    province.place_code AS province_code,
    province.name AS province,
    area.latitude,
    area.longitude,
    e.venue,
    e.election_id,
    e.summary,
    e.report_count,
    e.outlet_count,
    e.first_published_at,
    e.disagreements,
    coalesce(t.stage, 0) AS stage
FROM main.events AS e
LEFT JOIN main.places AS p ON e.place_code = p.place_code
LEFT JOIN main.places AS area ON area.place_code = CASE WHEN p.level = 'district' THEN p.parent_code ELSE p.place_code END
LEFT JOIN main.places AS province ON area.province_code = province.place_code
LEFT JOIN main.event_types AS t ON e.topic = t.topic AND e.event_type = t.event_type
WHERE e.superseded_by IS NULL
