-- Types of events that can be chosen.
SELECT
    topic || '/' || event_type AS value,
    event_type AS label,
    topic AS within,
    count(*) AS events
FROM kept.main.site_index
GROUP BY ALL
ORDER BY events DESC, value
