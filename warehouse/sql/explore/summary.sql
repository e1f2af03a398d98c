-- What the filters leave, in numbers.
SELECT
    count(*) AS events,
    count(*) FILTER (WHERE status = 'occurred') AS occurred,
    count(DISTINCT area_code) AS places,
    count(*) FILTER (WHERE event_date IS NULL) AS undated,
    min(event_date) AS first_day,
    max(event_date) AS last_day
FROM chosen
