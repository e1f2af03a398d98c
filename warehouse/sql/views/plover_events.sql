-- Events under the column names of POLECAT, the data set coded by the PLOVER ontology. Null where it codes what is not coded here: intensity, contexts, sectors, GeoNames ids.
-- Example: SELECT "Event Date", "Event Type", "Actor Name", "Province" FROM report.plover_events ORDER BY "Event Date"
WITH live_events AS (
    SELECT * FROM main.events WHERE superseded_by IS NULL AND status = 'occurred' AND plover_event IS NOT NULL
),

actors AS (
    SELECT
        event_id,
        string_agg(name, '; ' ORDER BY name) FILTER (WHERE role NOT IN ('subject', 'witness', 'attendee')) AS actor,
        string_agg(position, '; ' ORDER BY name) FILTER (WHERE role NOT IN ('subject', 'witness', 'attendee'))
            AS actor_title,
        string_agg(name, '; ' ORDER BY name) FILTER (WHERE role = 'subject') AS recipient,
        string_agg(position, '; ' ORDER BY name) FILTER (WHERE role = 'subject') AS recipient_title
    FROM (SELECT DISTINCT event_id, role, name, position FROM main.event_actors)
    GROUP BY event_id
),

reporting AS (
    SELECT
        r.event_id,
        string_agg(DISTINCT a.outlet, '; ' ORDER BY a.outlet) AS outlets,
        min(a.published_at) AS published_at,
        min(a.language) AS language
    FROM main.event_reports AS r
    INNER JOIN main.articles AS a ON r.article_id = a.article_id
    GROUP BY r.event_id
)

SELECT
    e.event_id AS "Event ID",
    e.event_date AS "Event Date",
    e.plover_event AS "Event Type",
    e.plover_mode AS "Event Mode",
    NULL::DOUBLE AS "Intensity",
    NULL::VARCHAR AS "Quad Code",
    NULL::VARCHAR AS "Contexts",
    actors.actor AS "Actor Name",
    NULL::VARCHAR AS "Actor Country",
    NULL::VARCHAR AS "Actor COW",
    NULL::VARCHAR AS "Primary Actor Sector",
    NULL::VARCHAR AS "Actor Sectors",
    actors.actor_title AS "Actor Title",
    actors.actor AS "Actor Name Raw",
    NULL::VARCHAR AS "Wikipedia Actor ID",
    actors.recipient AS "Recipient Name",
    NULL::VARCHAR AS "Recipient Country",
    NULL::VARCHAR AS "Recipient COW",
    NULL::VARCHAR AS "Primary Recipient Sector",
    NULL::VARCHAR AS "Recipient Sectors",
    actors.recipient_title AS "Recipient Title",
    actors.recipient AS "Recipient Name Raw",
    NULL::VARCHAR AS "Wikipedia Recipient ID",
    p.full_name AS "Placename",
    CASE WHEN p.level = 'city' THEN p.name END AS "City",
    CASE WHEN p.level = 'regency' THEN p.name WHEN p.level = 'district' THEN parent.name END AS "District",
    province.name AS "Province",
    CASE WHEN p.place_code IS NOT NULL THEN 'IDN' END AS "Country",
    p.latitude AS "Latitude",
    p.longitude AS "Longitude",
    NULL::BIGINT AS "GeoNames ID",
    e.venue AS "Raw Placename",
    NULL::VARCHAR AS "Feature Type",
    reporting.outlets AS "Source",
    (reporting.published_at AT TIME ZONE 'Asia/Jakarta')::DATE AS "Publication Date",
    NULL::VARCHAR AS "Story People",
    NULL::VARCHAR AS "Story Organizations",
    NULL::VARCHAR AS "Story Locations",
    reporting.language AS "Language",
    e.coder_version AS "Version"
FROM live_events AS e
LEFT JOIN actors ON e.event_id = actors.event_id
LEFT JOIN reporting ON e.event_id = reporting.event_id
LEFT JOIN main.places AS p ON e.place_code = p.place_code
LEFT JOIN main.places AS parent ON p.parent_code = parent.place_code
LEFT JOIN main.places AS province ON p.province_code = province.place_code
ORDER BY e.event_date, e.event_id
