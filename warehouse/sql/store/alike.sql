-- For each new text of `wanted` (text_id, band) the stored articles that share the most bands with it, not those of `excluded`.
-- Of a band that very many texts have, as those with one notice below them, some stand for all: copies share other bands too.
WITH met AS (
    SELECT band, article_id
    FROM article_bands
    SEMI JOIN wanted USING (band)
    QUALIFY row_number() OVER (PARTITION BY band ORDER BY article_id) <= $of_a_band
),

shared AS (
    SELECT w.text_id, m.article_id, count(*) AS bands
    FROM met AS m
    INNER JOIN wanted AS w USING (band)
    GROUP BY w.text_id, m.article_id
),

candidates AS (
    SELECT text_id, article_id
    FROM shared
    ANTI JOIN excluded USING (article_id)
    QUALIFY row_number() OVER (PARTITION BY text_id ORDER BY bands DESC, article_id) <= $most
)

SELECT c.text_id, c.article_id, s.signature, a.story_id
FROM article_signatures AS s
INNER JOIN candidates AS c USING (article_id)
INNER JOIN articles AS a USING (article_id)
ORDER BY c.text_id, c.article_id
