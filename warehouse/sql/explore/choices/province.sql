-- Provinces that can be chosen; none stands for events whose province is open or several.
SELECT
    coalesce(e.province_code, 'none') AS value,
    p.full_name AS label,
    NULL AS within,
    count(*) AS events
FROM kept.main.site_index AS e
LEFT JOIN main.places AS p ON e.province_code = p.place_code
GROUP BY ALL
ORDER BY label NULLS LAST
