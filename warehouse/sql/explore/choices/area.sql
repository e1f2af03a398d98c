-- Regencies, cities and, where nothing closer is known, provinces and the country, that can be chosen.
SELECT
    e.area_code AS value,
    p.full_name AS label,
    e.province_code AS within,
    count(*) AS events
FROM kept.main.site_index AS e
INNER JOIN main.places AS p ON e.area_code = p.place_code
GROUP BY ALL
ORDER BY label
