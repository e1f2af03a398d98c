-- Who held which office, as of when, by the articles that say so; how often they are named and quoted.
-- Example: SELECT name, position, acting, unit, last_as_of FROM report.officials WHERE acting IS NOT NULL ORDER BY name
WITH held AS (
    SELECT
        ap.person_id,
        ap.position,
        ap.acting,
        ap.unit,
        ap.organization_id,
        ap.place_code,
        ap.as_of,
        ap.article_id,
        a.published_at
    FROM main.article_persons AS ap
    INNER JOIN main.articles AS a ON ap.article_id = a.article_id
    WHERE ap.position IS NOT NULL
),

quoted AS (
    SELECT person_id, count(*) AS quote_count
    FROM main.quotes
    WHERE person_id IS NOT NULL
    GROUP BY person_id
),

offices AS (
    SELECT
        person_id,
        position,
        acting,
        unit,
        organization_id,
        place_code,
        min(as_of) AS first_as_of,
        max(as_of) AS last_as_of,
        max(published_at) AS last_published_at,
        count(DISTINCT article_id) AS article_count
    FROM held
    GROUP BY ALL
)

SELECT
    o.person_id,
    p.name,
    o.position,
    o.acting,
    o.unit,
    o.organization_id,
    o.place_code,
    places.full_name AS place,
    o.first_as_of,
    o.last_as_of,
    o.last_published_at,
    o.article_count,
    coalesce(q.quote_count, 0) AS quote_count
FROM offices AS o
INNER JOIN main.persons AS p ON o.person_id = p.person_id
LEFT JOIN main.places ON o.place_code = places.place_code
LEFT JOIN quoted AS q ON o.person_id = q.person_id
ORDER BY p.name, o.first_as_of
