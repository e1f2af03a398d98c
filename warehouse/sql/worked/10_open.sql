-- A null is a decision with a reason, not a gap.
SELECT event_type, date_reason, place_reason, count(*) AS reports
FROM event_reports WHERE event_date IS NULL OR place_code IS NULL
GROUP BY ALL ORDER BY reports DESC
