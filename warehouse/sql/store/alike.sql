-- For each new text of `wanted` (text, band) the stored articles that share most with it, not those of `excluded`: a band
-- tells the more, the fewer texts have it. Of one that very many have, as those with a notice below them, the last stand for all.
WITH met AS (
    SELECT
        band,
        load_number,
        key_number,
        1000000 // count(*) OVER (PARTITION BY band) AS weight
    FROM article_bands
    SEMI JOIN wanted USING (band)
    QUALIFY row_number() OVER (PARTITION BY band ORDER BY load_number DESC, key_number) <= $of_a_band
),

shared AS (
    SELECT w.text, m.load_number, m.key_number, sum(m.weight) AS weight
    FROM met AS m
    INNER JOIN wanted AS w USING (band)
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
