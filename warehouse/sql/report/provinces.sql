-- All provinces: events, articles that name a place there, and events for each hundred of those.
WITH told AS (
    SELECT
        province_code,
        count(*) AS events,
        count(DISTINCT area_code) AS areas
    FROM site_events
    GROUP BY province_code
),

named AS (
    SELECT
        p.province_code,
        count(DISTINCT a.article_id) AS articles
    FROM main.article_places AS a
    INNER JOIN main.places AS p ON a.place_code = p.place_code
    GROUP BY p.province_code
)

SELECT
    p.place_code,
    p.name,
    coalesce(told.events, 0) AS events,
    coalesce(told.areas, 0) AS areas,
    coalesce(named.articles, 0) AS articles,
    100.0 * coalesce(told.events, 0) / nullif(named.articles, 0) AS rate
FROM main.places AS p
LEFT JOIN told ON p.place_code = told.province_code
LEFT JOIN named ON p.place_code = named.province_code
WHERE p.level = 'province'
ORDER BY p.place_code
