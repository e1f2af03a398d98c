-- The places that events lie in, with their provinces.
SELECT DISTINCT
    area_code,
    area,
    province_code,
    province
FROM site_events
WHERE area_code IS NOT NULL
