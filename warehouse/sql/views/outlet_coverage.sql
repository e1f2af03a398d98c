-- Outlets: articles, how many belong to a topic, events told, and events that no other outlet tells.
-- Example: SELECT outlet, article_count, event_count, sole_event_count FROM report.outlet_coverage ORDER BY sole_event_count DESC
WITH told AS (
    SELECT DISTINCT a.outlet, r.event_id
    FROM main.event_reports AS r
    INNER JOIN main.articles AS a ON r.article_id = a.article_id
    WHERE r.event_id IS NOT NULL
),

tellers AS (
    SELECT event_id, count(*) AS outlet_count FROM told GROUP BY event_id
),

events_of AS (
    SELECT
        told.outlet,
        count(*) AS event_count,
        count(*) FILTER (WHERE tellers.outlet_count = 1) AS sole_event_count
    FROM told
    INNER JOIN tellers ON told.event_id = tellers.event_id
    GROUP BY told.outlet
)

SELECT
    a.outlet,
    count(*) AS article_count,
    count(*) FILTER (WHERE len(a.topics) > 0) AS on_topic_count,
    count(DISTINCT a.story_id) AS story_count,
    count(*) FILTER (WHERE a.published_at IS NULL) AS undated_count,
    coalesce(any_value(e.event_count), 0) AS event_count,
    coalesce(any_value(e.sole_event_count), 0) AS sole_event_count,
    min(a.published_at) AS first_published_at,
    max(a.published_at) AS last_published_at
FROM main.articles AS a
LEFT JOIN events_of AS e ON a.outlet IS NOT DISTINCT FROM e.outlet
GROUP BY a.outlet
ORDER BY article_count DESC, a.outlet
