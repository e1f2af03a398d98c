-- Who took part in an event.
SELECT role, name, position, person_id, organization_id FROM event_actors WHERE event_id = $1 ORDER BY role, name
