-- Of each line that new documents (`batch`, rows of source_lines) have: how many of the last documents of its site have it, and the
-- row of source_furniture that it is; of one that is none, how many have it with those of one story or headline counted once.
-- A line that is none and that fewer have is left out.
WITH older AS (
    SELECT site, article_id, story_id, title_key, lines, seen_at
    FROM source_lines
    WHERE site IN (SELECT site FROM batch)
),

documents AS (
    SELECT *, 0 AS new FROM older ANTI JOIN batch USING (site, article_id)
    UNION ALL
    SELECT b.site, b.article_id, b.story_id, b.title_key, b.lines, b.seen_at, (o.site IS NULL)::INT AS new
    FROM batch AS b
    LEFT JOIN older AS o USING (site, article_id)
),

held AS (
    SELECT site, unnest(lines) AS line_key, story_id, title_key, seen_at, new FROM documents
),

counted AS MATERIALIZED (
    SELECT site, line_key, count(*) AS documents, sum(new) AS new_documents, min(seen_at) AS first_seen_at
    FROM held
    SEMI JOIN (SELECT site, unnest(lines) AS line_key FROM batch) USING (site, line_key)
    GROUP BY site, line_key
),

named AS MATERIALIZED (
    SELECT c.*, f.furniture_id
    FROM counted AS c
    LEFT JOIN source_furniture AS f USING (site, line_key)
    WHERE f.furniture_id IS NOT NULL OR c.documents >= $fewest
),

told_apart AS (
    SELECT site, line_key, least(count(DISTINCT story_id), count(DISTINCT title_key)) AS alike
    FROM held
    SEMI JOIN (SELECT site, line_key FROM named WHERE furniture_id IS NULL) USING (site, line_key)
    GROUP BY site, line_key
)

SELECT n.*, t.alike, s.seen
FROM named AS n
LEFT JOIN told_apart AS t USING (site, line_key)
INNER JOIN (SELECT site, count(*) AS seen FROM documents GROUP BY site) AS s USING (site)
WHERE n.furniture_id IS NOT NULL OR t.alike >= $fewest
ORDER BY n.site, n.line_key
