-- The events of one page of the list, in its order; those without a day come last.
SELECT event_id
FROM chosen
ORDER BY
    CASE $sort
        WHEN 'reports' THEN 1000000000000 - report_count
        WHEN 'oldest' THEN if(event_date IS NULL, 1, 0)
    END,
    CASE $sort WHEN 'oldest' THEN -position ELSE position END
LIMIT $size OFFSET $first
