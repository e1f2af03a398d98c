-- The entity rows of the persons that this batch names or that lost an article, where they change: of those that lost one,
-- from all that articles say of them; of the others, from what is known of them and the batch.
WITH named AS (
    SELECT person_id, name
    FROM article_persons
    WHERE
        rowid IN (SELECT rowid FROM article_persons SEMI JOIN losing_persons USING (key_number))
        AND person_id IN (SELECT person_id FROM losing_persons)
    UNION ALL
    SELECT person_id, unnest(aliases)
    FROM known_persons
    WHERE person_id NOT IN (SELECT person_id FROM losing_persons)
    UNION ALL
    SELECT person_id, name
    FROM batch_persons
)

SELECT
    person_id,
    first(name ORDER BY length(name) DESC, name) AS name,
    list_sort(list(DISTINCT name)) AS aliases
FROM named
GROUP BY person_id
EXCEPT
SELECT person_id, name, aliases
FROM known_persons
WHERE person_id NOT IN (SELECT person_id FROM losing_persons)
