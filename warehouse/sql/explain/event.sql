-- An event with the name of its place.
SELECT e.*, p.full_name AS place
FROM events AS e
LEFT JOIN places AS p ON e.place_code = p.place_code
WHERE e.event_id = $1
