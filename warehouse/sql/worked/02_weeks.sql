-- Weeks without a row had no event in what was read. `voting_date` comes from `elections`.
SELECT
    x.name AS election,
    date_diff('week', e.event_date, x.voting_date) AS weeks_before,
    e.event_type,
    count(*) AS events
FROM events AS e JOIN elections AS x USING (election_id)
WHERE e.status = 'occurred' AND e.superseded_by IS NULL AND e.event_date <= x.voting_date
GROUP BY ALL ORDER BY election, weeks_before DESC, events DESC
