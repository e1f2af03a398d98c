-- Ids of the stored reports that could tell of the same happening as one of new_reports: same topic and
-- type, province equal or open, and a date within 35 days or open. The join is on the month of that date
-- (the event's, else the publication's), so that its cost follows what is near, not what is stored.
WITH wanted AS (
    SELECT
        topic,
        event_type,
        nullif(split_part(place_code, '.', 1), 'ID') AS province,
        coalesce(event_date, (published_at AT TIME ZONE 'Asia/Jakarta')::DATE) AS near_date
    FROM new_reports
),

stored AS (
    SELECT
        r.report_id,
        r.topic,
        r.event_type,
        nullif(split_part(r.place_code, '.', 1), 'ID') AS province,
        coalesce(r.event_date, (a.published_at AT TIME ZONE 'Asia/Jakarta')::DATE) AS near_date
    FROM event_reports AS r
    INNER JOIN articles AS a ON r.article_id = a.article_id
    WHERE r.article_id NOT IN (SELECT article_id FROM excluded)
),

months AS (
    SELECT DISTINCT
        topic,
        event_type,
        province,
        near_date,
        unnest([
            date_trunc('month', near_date - 35),
            date_trunc('month', near_date),
            date_trunc('month', near_date + 35)
        ])::DATE AS near_month
    FROM wanted
    WHERE near_date IS NOT NULL
),

dated AS (
    SELECT s.report_id
    FROM stored AS s
    INNER JOIN months AS m
        ON
            s.topic = m.topic
            AND s.event_type = m.event_type
            AND date_trunc('month', s.near_date)::DATE = m.near_month
            AND abs(s.near_date - m.near_date) <= 35
            AND (s.province = m.province OR s.province IS NULL OR m.province IS NULL)
),

-- Without any date only a known place can tell that two reports may belong together.
undated AS (
    SELECT s.report_id
    FROM stored AS s
    INNER JOIN wanted AS w
        ON s.topic = w.topic AND s.event_type = w.event_type AND s.province = w.province
    WHERE s.near_date IS NULL OR w.near_date IS NULL
)

SELECT report_id FROM dated
UNION
SELECT report_id FROM undated
