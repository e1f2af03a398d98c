-- Where the reports of one event differ: each value of each field that they give differently, with how many reports and which outlets give it, and whether the event's row has it.
-- Example: SELECT count(DISTINCT event_id) AS events, count(DISTINCT event_id) FILTER (WHERE column_name = 'event_date') AS on_their_day FROM report.event_disagreements
WITH shared AS (
    SELECT
        r.event_id,
        r.article_id,
        r.status,
        r.event_date::VARCHAR AS event_date,
        r.place_code,
        r.venue,
        r.election_id
    FROM main.event_reports AS r
    INNER JOIN main.events AS e ON r.event_id = e.event_id
    WHERE len(e.disagreements) > 0
),

told AS (
    UNPIVOT shared ON status, event_date, place_code, venue, election_id INTO NAME column_name VALUE value
),

taken AS (
    UNPIVOT (
        SELECT
            event_id,
            disagreements,
            status,
            event_date::VARCHAR AS event_date,
            place_code,
            venue,
            election_id
        FROM main.events
        WHERE len(disagreements) > 0
    ) ON status, event_date, place_code, venue, election_id INTO NAME column_name VALUE value
)

SELECT
    told.event_id,
    told.column_name,
    told.value,
    count(DISTINCT told.article_id) AS report_count,
    string_agg(DISTINCT a.outlet, '; ' ORDER BY a.outlet) AS outlets,
    bool_or(told.value = taken.value) AS is_taken
FROM told
INNER JOIN taken
    ON told.event_id = taken.event_id
    AND told.column_name = taken.column_name
    AND list_contains(taken.disagreements, told.column_name)
INNER JOIN main.articles AS a ON told.article_id = a.article_id
GROUP BY told.event_id, told.column_name, told.value
ORDER BY told.event_id, told.column_name, report_count DESC, told.value
