-- Every event id that was ever given out, with the event that it means now: itself; or, where that one was merged into another or no article reports it any more, what took its place, null where nothing did.
-- Example: SELECT state, count(*) AS ids, count(current_id) AS that_resolve FROM report.event_ids GROUP BY state
WITH RECURSIVE past AS (
    SELECT
        event_id,
        superseded_by AS became,
        'merged' AS state
    FROM main.events
    WHERE superseded_by IS NOT NULL
    UNION ALL
    SELECT
        event_id,
        became,
        'withdrawn' AS state
    FROM main.withdrawn_events
),

followed AS (
    SELECT
        event_id,
        became,
        state
    FROM past
    UNION
    SELECT
        followed.event_id,
        past.became,
        followed.state
    FROM followed
    INNER JOIN past ON followed.became = past.event_id
)

SELECT
    event_id,
    event_id AS current_id,
    'current' AS state
FROM main.events
WHERE superseded_by IS NULL
UNION ALL
SELECT
    f.event_id,
    f.became AS current_id,
    f.state
FROM followed AS f
ANTI JOIN past ON f.became = past.event_id
