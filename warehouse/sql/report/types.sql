-- Types of events that the site holds, with their place in a case.
SELECT
    s.topic,
    any_value(t.topic_name) AS topic_name,
    s.event_type,
    s.stage,
    count(*) AS events,
    count(*) FILTER (WHERE s.status = 'occurred') AS occurred
FROM site_events AS s
LEFT JOIN main.event_types AS t ON s.topic = t.topic AND s.event_type = t.event_type
GROUP BY s.topic, s.event_type, s.stage
ORDER BY s.topic, s.stage, events DESC, s.event_type
