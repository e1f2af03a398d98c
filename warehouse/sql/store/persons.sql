-- The entity rows of the persons that this batch has touched, from all that articles say of them.
INSERT INTO persons
WITH touched AS (
    SELECT person_id FROM touched_persons
),

named AS (
    SELECT person_id, name
    FROM article_persons
    WHERE person_id IN (SELECT person_id FROM touched)
)

SELECT
    person_id,
    first(name ORDER BY length(name) DESC, name) AS name,
    list_sort(list(DISTINCT name)) AS aliases
FROM named
GROUP BY person_id
