-- Events under the column names of ACLED. Null where ACLED codes what is not coded here (fatalities) or has no honest counterpart (its event types, but where a topic names one); time_precision is 1 for a day and 3 for a month.
-- Example: SELECT event_date, admin1, admin2, actor1, notes FROM report.acled_events ORDER BY event_date
WITH live_events AS (
    SELECT * FROM main.events WHERE superseded_by IS NULL AND status = 'occurred' AND date_precision IN ('day', 'month')
),

actors AS (
    SELECT
        event_id,
        string_agg(name, '; ' ORDER BY name) FILTER (WHERE role IN ('leader', 'decider', 'complainant')) AS acting,
        string_agg(name, '; ' ORDER BY name) FILTER (WHERE role IN ('signatory', 'speaker', 'host', 'attendee')) AS beside,
        string_agg(name, '; ' ORDER BY name) FILTER (WHERE role = 'subject') AS acted_on
    FROM (SELECT DISTINCT event_id, role, name FROM main.event_actors)
    GROUP BY event_id
),

reporting AS (
    SELECT
        r.event_id,
        string_agg(DISTINCT a.outlet, '; ' ORDER BY a.outlet) AS outlets
    FROM main.event_reports AS r
    INNER JOIN main.articles AS a ON r.article_id = a.article_id
    GROUP BY r.event_id
)

SELECT
    e.event_id AS event_id_cnty,
    e.event_date,
    year(e.event_date) AS year,
    CASE e.date_precision WHEN 'day' THEN 1 WHEN 'month' THEN 3 END AS time_precision,
    NULL::VARCHAR AS disorder_type,
    types.acled_event AS event_type,
    types.acled_sub_event AS sub_event_type,
    actors.acting AS actor1,
    actors.beside AS assoc_actor_1,
    NULL::VARCHAR AS inter1,
    actors.acted_on AS actor2,
    NULL::VARCHAR AS assoc_actor_2,
    NULL::VARCHAR AS inter2,
    NULL::VARCHAR AS interaction,
    NULL::VARCHAR AS civilian_targeting,
    360 AS iso,
    'Southeast Asia' AS region,
    'Indonesia' AS country,
    province.name AS admin1,
    CASE WHEN p.level = 'district' THEN parent.name WHEN p.level IN ('regency', 'city') THEN p.name END AS admin2,
    CASE WHEN p.level = 'district' THEN p.name END AS admin3,
    coalesce(e.venue, p.name) AS location,
    p.latitude,
    p.longitude,
    CASE WHEN p.level IN ('city', 'district') THEN 1 WHEN p.level = 'regency' THEN 2 WHEN p.level = 'province' THEN 3 END
        AS geo_precision,
    reporting.outlets AS source,
    NULL::VARCHAR AS source_scale,
    e.summary AS notes,
    NULL::BIGINT AS fatalities,
    concat_ws('; ', e.topic, e.event_type) AS tags,
    NULL::BIGINT AS timestamp
FROM live_events AS e
LEFT JOIN main.event_types AS types ON e.topic = types.topic AND e.event_type = types.event_type
LEFT JOIN actors ON e.event_id = actors.event_id
LEFT JOIN reporting ON e.event_id = reporting.event_id
LEFT JOIN main.places AS p ON e.place_code = p.place_code
LEFT JOIN main.places AS parent ON p.parent_code = parent.place_code
LEFT JOIN main.places AS province ON p.province_code = province.place_code
ORDER BY e.event_date, e.event_id
