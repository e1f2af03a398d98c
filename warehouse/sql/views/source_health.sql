-- Sources: what they gave, what of it was rejected, when they last gave something, and whether that is as usual.
-- "Usual" is the median of new articles on the days with a run among the last 28 (before the day of the latest run, or
-- up to the last day with something new), where there are 7 or more. silent: nothing new for three times as long as
-- one article usually takes, and for 2 days at least; doubled: more than twice the usual in the last 24 hours;
-- failing: three visits or more in a row that failed. Days are those of Jakarta; what is older than 100 days is left out.
-- Example: SELECT source_id, health, last_new_at, rejected_share FROM report.source_health ORDER BY rejected_share DESC
WITH latest AS (
    SELECT max(started_at) AS as_of FROM main.runs WHERE status IN ('completed', 'running')
),

first_documents AS (
    SELECT
        d.source_id,
        min(r.started_at) AS arrived_at
    FROM main.documents AS d
    INNER JOIN main.runs AS r ON d.first_run_id = r.run_id
    INNER JOIN latest ON r.started_at > latest.as_of - INTERVAL 100 DAY
    GROUP BY d.source_id, d.article_id
),

arrivals AS (
    SELECT
        source_id,
        arrived_at,
        count(*) AS article_count
    FROM first_documents
    GROUP BY source_id, arrived_at
),

run_days AS (
    SELECT DISTINCT (started_at AT TIME ZONE 'Asia/Jakarta')::DATE AS day FROM main.runs WHERE status = 'completed'
),

newest AS (
    SELECT
        a.source_id,
        min(a.arrived_at AT TIME ZONE 'Asia/Jakarta')::DATE AS first_day,
        max(a.arrived_at) AS last_new_at,
        sum(a.article_count) FILTER (WHERE a.arrived_at > latest.as_of - INTERVAL 24 HOUR)::BIGINT AS new_last_day,
        least(
            max(a.arrived_at AT TIME ZONE 'Asia/Jakarta')::DATE,
            any_value(latest.as_of AT TIME ZONE 'Asia/Jakarta')::DATE - 1
        ) AS last_day
    FROM arrivals AS a
    CROSS JOIN latest
    GROUP BY a.source_id
),

daily AS (
    SELECT
        n.source_id,
        d.day,
        coalesce(sum(a.article_count), 0) AS new_count
    FROM newest AS n
    INNER JOIN run_days AS d ON d.day >= n.first_day AND d.day <= n.last_day AND d.day > n.last_day - 28
    LEFT JOIN arrivals AS a
        ON n.source_id = a.source_id AND d.day = (a.arrived_at AT TIME ZONE 'Asia/Jakarta')::DATE
    GROUP BY n.source_id, d.day
),

usual AS (
    SELECT
        source_id,
        median(new_count) AS per_day
    FROM daily
    GROUP BY source_id
    HAVING count(*) >= 7
),

given AS (
    SELECT
        source_id,
        count(*) AS document_count,
        max(fetched_at) AS last_fetched_at
    FROM main.documents
    GROUP BY source_id
),

loaded AS (
    SELECT
        source_id,
        count(*) AS article_count,
        max(published_at) AS last_published_at
    FROM main.articles
    GROUP BY source_id
),

refusals AS (
    SELECT
        source_id,
        code,
        count(*) AS open_count
    FROM main.quarantine
    WHERE resolved_at IS NULL
    GROUP BY source_id, code
),

refused AS (
    SELECT
        source_id,
        sum(open_count)::BIGINT AS open_rejections,
        arg_max(code, open_count) AS commonest_rejection,
        string_agg(code || ' ' || open_count, ', ' ORDER BY open_count DESC, code) AS rejections_by_code
    FROM refusals
    GROUP BY source_id
),

visited AS (
    SELECT
        source_id,
        max(succeeded_at) AS last_success_at,
        max(error_streak) AS error_streak,
        arg_max(last_code, error_streak) AS last_error
    FROM main.source_state
    GROUP BY source_id
),

waiting AS (
    SELECT source_id, count(*) AS pages_waiting FROM main.source_links WHERE status = 'waiting' GROUP BY source_id
),

ids AS (
    SELECT source_id FROM main.sources
    UNION
    SELECT source_id FROM given
    UNION
    SELECT source_id FROM refused WHERE source_id IS NOT NULL
    UNION
    SELECT source_id FROM visited
),

measured AS (
    SELECT
        ids.source_id,
        s.name,
        s.kind,
        coalesce(given.document_count, 0) AS document_count,
        coalesce(loaded.article_count, 0) AS article_count,
        coalesce(refused.open_rejections, 0) AS open_rejections,
        refused.commonest_rejection,
        round(
            coalesce(refused.open_rejections, 0)
            / nullif(coalesce(loaded.article_count, 0) + coalesce(refused.open_rejections, 0), 0), 3
        ) AS rejected_share,
        given.last_fetched_at,
        loaded.last_published_at,
        refused.rejections_by_code,
        visited.last_success_at,
        coalesce(visited.error_streak, 0) AS error_streak,
        CASE WHEN visited.error_streak > 0 THEN visited.last_error END AS last_error,
        coalesce(waiting.pages_waiting, 0) AS pages_waiting,
        newest.last_new_at,
        coalesce(newest.new_last_day, 0) AS new_last_day,
        usual.per_day AS expected_per_day,
        latest.as_of
    FROM ids
    CROSS JOIN latest
    LEFT JOIN main.sources AS s ON ids.source_id = s.source_id
    LEFT JOIN given ON ids.source_id = given.source_id
    LEFT JOIN loaded ON ids.source_id = loaded.source_id
    LEFT JOIN refused ON ids.source_id = refused.source_id
    LEFT JOIN visited ON ids.source_id = visited.source_id
    LEFT JOIN waiting ON ids.source_id = waiting.source_id
    LEFT JOIN newest ON ids.source_id = newest.source_id
    LEFT JOIN usual ON ids.source_id = usual.source_id
)

SELECT
    *,
    CASE
        WHEN error_streak >= 3 THEN 'failing'
        WHEN
            expected_per_day > 0
            AND epoch(as_of) - epoch(last_new_at) >= 86400 * greatest(3 / expected_per_day, 2)
            THEN 'silent'
        WHEN expected_per_day > 0 AND new_last_day > 2 * expected_per_day THEN 'doubled'
        WHEN expected_per_day > 0 THEN 'usual'
    END AS health
FROM measured
ORDER BY source_id
