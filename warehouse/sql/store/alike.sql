-- For each new text of `wanted` (text, band, published_on) the stored articles of about its time that share most with it, not
-- those of `excluded`: a band tells the more, the fewer texts have it. Of one that very many have, as those with a notice below
-- them, the last stand for all. The two scans are two, so that what lies outside the time of the batch is not read.
WITH sharing AS (
    SELECT band, load_number, key_number, published_on
    FROM article_bands
    SEMI JOIN wanted USING (band)
    WHERE published_on BETWEEN $since AND $until
    UNION ALL
    SELECT band, load_number, key_number, published_on
    FROM article_bands
    SEMI JOIN wanted USING (band)
    WHERE published_on IS NULL
),

met AS (
    SELECT
        band,
        load_number,
        key_number,
        published_on,
        1000000 // count(*) OVER (PARTITION BY band) AS weight
    FROM sharing
    QUALIFY row_number() OVER (PARTITION BY band ORDER BY load_number DESC, key_number) <= $of_a_band
),

shared AS (
    SELECT w.text, m.load_number, m.key_number, sum(m.weight) AS weight
    FROM met AS m
    INNER JOIN wanted AS w USING (band)
    WHERE coalesce(abs(m.published_on - w.published_on) <= $days, true)
    GROUP BY w.text, m.load_number, m.key_number
),

candidates AS (
    SELECT text, load_number, key_number
    FROM shared
    ANTI JOIN excluded USING (load_number, key_number)
    QUALIFY row_number() OVER (PARTITION BY text ORDER BY weight DESC, load_number DESC, key_number) <= $most
)

SELECT
    c.text,
    s.article_id,
    s.signature,
    unhex(left(s.signature, $head)) AS head
FROM article_signatures AS s
INNER JOIN candidates AS c USING (load_number, key_number)
