-- Cases by province and stage, of each topic that knows stages: events that occurred.
SELECT
    topic,
    province_code,
    province,
    event_type,
    stage,
    count(*) AS events
FROM site_events
WHERE stage > 0 AND status = 'occurred'
GROUP BY ALL
ORDER BY topic, province_code NULLS LAST, stage
