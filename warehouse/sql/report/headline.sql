-- The site in numbers.
SELECT
    (SELECT count(*) FROM site_events) AS events,
    (SELECT count(*) FROM site_events WHERE status = 'occurred') AS occurred,
    (SELECT count(DISTINCT area_code) FROM site_events) AS places,
    (SELECT min(event_date) FROM site_events) AS first_day,
    (SELECT max(event_date) FROM site_events) AS last_day,
    (SELECT count(*) FROM site_events WHERE event_date IS NULL) AS undated,
    (SELECT count(*) FROM site_events WHERE area_code IS NULL) AS unplaced,
    (SELECT count(*) FROM site_events WHERE outlet_count > 1) AS corroborated,
    (SELECT count(*) FROM main.articles) AS articles,
    (SELECT count(*) FROM main.articles WHERE len(topics) > 0) AS on_topic,
    (SELECT count(DISTINCT outlet) FROM main.articles) AS outlets,
    (
        SELECT count(*)
        FROM main.quotes AS q
        INNER JOIN main.articles AS a ON q.article_id = a.article_id
        WHERE q.is_direct AND len(a.topics) > 0
    ) AS quotes,
    (SELECT max(finished_at) FROM main.runs) AS as_of
