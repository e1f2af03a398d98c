-- Events under the column names of GDELT 2.0. EventCode is CAMEO where a type means the same (event_types.cameo), else null; tone, Goldstein scale and actor codes are not coded here. GLOBALEVENTID is text.
-- Example: SELECT "SQLDATE", "EventCode", "NumArticles", "ActionGeo_FullName" FROM report.gdelt_events ORDER BY "SQLDATE"
WITH live_events AS (
    SELECT
        e.*,
        types.cameo
    FROM main.events AS e
    LEFT JOIN main.event_types AS types ON e.topic = types.topic AND e.event_type = types.event_type
    WHERE e.superseded_by IS NULL AND e.status = 'occurred' AND e.date_precision = 'day'
),

actors AS (
    SELECT
        event_id,
        min(name) FILTER (WHERE role IN ('leader', 'decider', 'complainant', 'speaker')) AS acting,
        min(name) FILTER (WHERE role = 'subject') AS acted_on
    FROM main.event_actors
    GROUP BY event_id
),

reporting AS (
    SELECT
        r.event_id,
        bool_or(r.is_primary) AS is_primary,
        first(a.url ORDER BY a.published_at NULLS LAST, a.article_id) AS first_url,
        min(a.fetched_at) AS first_fetched_at
    FROM main.event_reports AS r
    INNER JOIN main.articles AS a ON r.article_id = a.article_id
    GROUP BY r.event_id
)

SELECT
    e.event_id AS "GLOBALEVENTID",
    strftime(e.event_date, '%Y%m%d')::BIGINT AS "SQLDATE",
    strftime(e.event_date, '%Y%m')::BIGINT AS "MonthYear",
    year(e.event_date) AS "Year",
    round(year(e.event_date) + (month(e.event_date) * 30 + day(e.event_date)) / 365.0, 4)::DOUBLE AS "FractionDate",
    NULL::VARCHAR AS "Actor1Code",
    actors.acting AS "Actor1Name",
    NULL::VARCHAR AS "Actor1CountryCode",
    NULL::VARCHAR AS "Actor1KnownGroupCode",
    NULL::VARCHAR AS "Actor1EthnicCode",
    NULL::VARCHAR AS "Actor1Religion1Code",
    NULL::VARCHAR AS "Actor1Religion2Code",
    NULL::VARCHAR AS "Actor1Type1Code",
    NULL::VARCHAR AS "Actor1Type2Code",
    NULL::VARCHAR AS "Actor1Type3Code",
    NULL::VARCHAR AS "Actor2Code",
    actors.acted_on AS "Actor2Name",
    NULL::VARCHAR AS "Actor2CountryCode",
    NULL::VARCHAR AS "Actor2KnownGroupCode",
    NULL::VARCHAR AS "Actor2EthnicCode",
    NULL::VARCHAR AS "Actor2Religion1Code",
    NULL::VARCHAR AS "Actor2Religion2Code",
    NULL::VARCHAR AS "Actor2Type1Code",
    NULL::VARCHAR AS "Actor2Type2Code",
    NULL::VARCHAR AS "Actor2Type3Code",
    reporting.is_primary::BIGINT AS "IsRootEvent",
    e.cameo AS "EventCode",
    left(e.cameo, 3) AS "EventBaseCode",
    left(e.cameo, 2) AS "EventRootCode",
    CASE
        WHEN left(e.cameo, 2) <= '05' THEN 1
        WHEN left(e.cameo, 2) <= '08' THEN 2
        WHEN left(e.cameo, 2) <= '13' THEN 3
        WHEN e.cameo IS NOT NULL THEN 4
    END AS "QuadClass",
    NULL::DOUBLE AS "GoldsteinScale",
    NULL::BIGINT AS "NumMentions",
    e.outlet_count AS "NumSources",
    e.report_count AS "NumArticles",
    NULL::DOUBLE AS "AvgTone",
    NULL::BIGINT AS "Actor1Geo_Type",
    NULL::VARCHAR AS "Actor1Geo_FullName",
    NULL::VARCHAR AS "Actor1Geo_CountryCode",
    NULL::VARCHAR AS "Actor1Geo_ADM1Code",
    NULL::VARCHAR AS "Actor1Geo_ADM2Code",
    NULL::DOUBLE AS "Actor1Geo_Lat",
    NULL::DOUBLE AS "Actor1Geo_Long",
    NULL::VARCHAR AS "Actor1Geo_FeatureID",
    NULL::BIGINT AS "Actor2Geo_Type",
    NULL::VARCHAR AS "Actor2Geo_FullName",
    NULL::VARCHAR AS "Actor2Geo_CountryCode",
    NULL::VARCHAR AS "Actor2Geo_ADM1Code",
    NULL::VARCHAR AS "Actor2Geo_ADM2Code",
    NULL::DOUBLE AS "Actor2Geo_Lat",
    NULL::DOUBLE AS "Actor2Geo_Long",
    NULL::VARCHAR AS "Actor2Geo_FeatureID",
    CASE p.level WHEN 'country' THEN 1 WHEN 'city' THEN 4 WHEN 'province' THEN 5 END
        AS "ActionGeo_Type",
    nullif(concat_ws(', ', p.name, CASE WHEN province.place_code <> p.place_code THEN province.name END,
        CASE WHEN p.level <> 'country' THEN 'Indonesia' END), '') AS "ActionGeo_FullName",
    CASE WHEN p.place_code IS NOT NULL THEN 'ID' END AS "ActionGeo_CountryCode",
    NULL::VARCHAR AS "ActionGeo_ADM1Code",
    NULL::VARCHAR AS "ActionGeo_ADM2Code",
    p.latitude AS "ActionGeo_Lat",
    p.longitude AS "ActionGeo_Long",
    NULL::VARCHAR AS "ActionGeo_FeatureID",
    strftime(reporting.first_fetched_at AT TIME ZONE 'UTC', '%Y%m%d%H%M%S')::BIGINT AS "DATEADDED",
    reporting.first_url AS "SOURCEURL"
FROM live_events AS e
LEFT JOIN actors ON e.event_id = actors.event_id
LEFT JOIN reporting ON e.event_id = reporting.event_id
LEFT JOIN main.places AS p ON e.place_code = p.place_code
LEFT JOIN main.places AS province ON p.province_code = province.place_code
ORDER BY e.event_date, e.event_id
