-- Regencies, cities, provinces and the country as such where something happened: counts and rates as in provinces.sql.
WITH told AS (
    SELECT
        area_code,
        count(*) AS events
    FROM site_events
    WHERE area_code IS NOT NULL
    GROUP BY area_code
),

named AS (
    SELECT
        CASE WHEN p.level = 'district' THEN p.parent_code ELSE p.place_code END AS area_code,
        count(DISTINCT a.article_id) AS articles
    FROM main.article_places AS a
    INNER JOIN main.places AS p ON a.place_code = p.place_code
    GROUP BY 1
)

SELECT
    p.place_code,
    p.full_name,
    p.level,
    province.name AS province,
    p.latitude,
    p.longitude,
    told.events,
    coalesce(named.articles, 0) AS articles,
    100.0 * told.events / nullif(named.articles, 0) AS rate
FROM told
INNER JOIN main.places AS p ON told.area_code = p.place_code
LEFT JOIN named ON told.area_code = named.area_code
LEFT JOIN main.places AS province ON p.province_code = province.place_code
ORDER BY told.events DESC, p.place_code
