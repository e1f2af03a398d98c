-- Elections by id.
SELECT election_id, name FROM main.elections
