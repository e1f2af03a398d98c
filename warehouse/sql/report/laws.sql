-- Legal instruments by citations, and how many events the citing articles report.
WITH citing AS (
    SELECT
        coalesce(c.law_id, concat_ws('-', c.kind, c.number, c.year)) AS law_key,
        count(DISTINCT r.event_id) AS events
    FROM main.law_citations AS c
    INNER JOIN main.event_reports AS r ON c.article_id = r.article_id
    GROUP BY 1
)

SELECT
    coalesce(u.law_id, concat_ws('-', u.kind, u.number, u.year)) AS law_key,
    u.law_id,
    u.kind,
    u.number,
    u.year,
    u.title,
    u.status,
    u.likely_misquote_of,
    u.citation_count,
    u.article_count,
    u.outlet_count,
    u.flagged_count,
    coalesce(citing.events, 0) AS events
FROM report.law_usage AS u
LEFT JOIN citing ON coalesce(u.law_id, concat_ws('-', u.kind, u.number, u.year)) = citing.law_key
ORDER BY u.citation_count DESC, law_key
LIMIT 1000
