-- The chosen events by regency or city (or by what is known instead), most first.
SELECT
    p.place_code,
    p.full_name,
    p.level,
    p.latitude,
    p.longitude,
    count(*) AS events
FROM chosen AS c
INNER JOIN main.places AS p ON c.area_code = p.place_code
GROUP BY ALL
ORDER BY events DESC, p.place_code
