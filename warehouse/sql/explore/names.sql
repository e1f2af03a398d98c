-- The names of a person and of a body.
SELECT
    (SELECT any_value(name) FROM main.persons WHERE person_id = $person) AS person,
    (SELECT any_value(name) FROM main.organizations WHERE organization_id = $body) AS body
