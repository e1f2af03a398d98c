-- How far suspected breaches got, by place and election: allegation, investigation, ruling, sanction. Counts of events, not of one case followed through.
-- Example: SELECT place, allegations, investigations, rulings, sanctions FROM report.breach_pipeline WHERE furthest_stage = 'sanction'
WITH stages AS (
    SELECT
        topic,
        election_id,
        place_code,
        event_type,
        event_date
    FROM main.events
    WHERE
        superseded_by IS NULL
        AND status = 'occurred'
        AND event_type IN ('allegation', 'investigation', 'ruling', 'sanction')
),

placed AS (
    SELECT
        s.*,
        CASE WHEN p.level = 'district' THEN p.parent_code ELSE p.place_code END AS area_code
    FROM stages AS s
    LEFT JOIN main.places AS p ON s.place_code = p.place_code
)

SELECT
    placed.topic,
    placed.election_id,
    area.place_code,
    area.full_name AS place,
    province.name AS province,
    count(*) FILTER (WHERE placed.event_type = 'allegation') AS allegations,
    count(*) FILTER (WHERE placed.event_type = 'investigation') AS investigations,
    count(*) FILTER (WHERE placed.event_type = 'ruling') AS rulings,
    count(*) FILTER (WHERE placed.event_type = 'sanction') AS sanctions,
    min(placed.event_date) FILTER (WHERE placed.event_type = 'allegation') AS first_allegation,
    min(placed.event_date) FILTER (WHERE placed.event_type = 'investigation') AS first_investigation,
    min(placed.event_date) FILTER (WHERE placed.event_type = 'ruling') AS first_ruling,
    min(placed.event_date) FILTER (WHERE placed.event_type = 'sanction') AS first_sanction,
    CASE
        WHEN bool_or(placed.event_type = 'sanction') THEN 'sanction'
        WHEN bool_or(placed.event_type = 'ruling') THEN 'ruling'
        WHEN bool_or(placed.event_type = 'investigation') THEN 'investigation'
        ELSE 'allegation'
    END AS furthest_stage
FROM placed
LEFT JOIN main.places AS area ON placed.area_code = area.place_code
LEFT JOIN main.places AS province ON area.province_code = province.place_code
GROUP BY placed.topic, placed.election_id, area.place_code, area.full_name, province.name
ORDER BY area.place_code NULLS LAST, placed.election_id
