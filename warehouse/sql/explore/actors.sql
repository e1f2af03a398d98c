-- Who took part in an event.
SELECT DISTINCT
    role,
    name,
    position,
    person_id,
    organization_id
FROM main.event_actors
WHERE event_id = $event_id
ORDER BY role, name, position
