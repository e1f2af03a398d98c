-- The reports of the events that have a report under one of the keys in `wanted`, but for those of articles in `excluded`.
WITH met AS MATERIALIZED (
    SELECT DISTINCT load_number, report_id FROM report_blocks SEMI JOIN wanted USING (block)
),

near_events AS MATERIALIZED (
    SELECT DISTINCT event_id
    FROM event_reports
    SEMI JOIN met USING (load_number, report_id)
    ANTI JOIN excluded USING (article_id)
),

told AS MATERIALIZED (
    SELECT load_number, report_id, article_id FROM event_reports SEMI JOIN near_events USING (event_id)
)

SELECT load_number, report_id FROM told ANTI JOIN excluded USING (article_id)
