-- For each new text of `wanted` (text_id, band) the stored articles that share most with it, not those of `excluded`: a band
-- tells the more, the fewer texts have it. Of one that very many have, as those with a notice below them, the last stand for all.
WITH met AS (
    SELECT
        band,
        load_number,
        article_id,
        1000000 // count(*) OVER (PARTITION BY band) AS weight
    FROM article_bands
    SEMI JOIN wanted USING (band)
    QUALIFY row_number() OVER (PARTITION BY band ORDER BY load_number DESC, article_id) <= $of_a_band
),

shared AS (
    SELECT w.text_id, m.load_number, m.article_id, sum(m.weight) AS weight
    FROM met AS m
    INNER JOIN wanted AS w USING (band)
    GROUP BY w.text_id, m.load_number, m.article_id
),

candidates AS (
    SELECT text_id, load_number, article_id
    FROM shared
    ANTI JOIN excluded USING (article_id)
    QUALIFY row_number() OVER (PARTITION BY text_id ORDER BY weight DESC, load_number DESC, article_id) <= $most
)

SELECT c.text_id, c.article_id, s.signature, a.story_id
FROM article_signatures AS s
INNER JOIN candidates AS c USING (load_number, article_id)
INNER JOIN articles AS a USING (load_number, article_id)
ORDER BY c.text_id, c.article_id
