-- Legal instruments as cited: how often, by how many articles and outlets; unknown ones as printed, and probable misquotations marked.
-- Example: SELECT kind, number, year, citation_count FROM report.law_usage WHERE law_id IS NOT NULL ORDER BY citation_count DESC
WITH cited AS (
    SELECT
        c.law_id,
        c.kind,
        c.number,
        c.year,
        c.flag,
        c.article_id,
        a.outlet,
        a.published_at
    FROM main.law_citations AS c
    INNER JOIN main.articles AS a ON c.article_id = a.article_id
)

SELECT
    cited.law_id,
    cited.kind,
    cited.number,
    cited.year,
    laws.title,
    laws.status,
    laws.likely_misquote_of,
    count(*) AS citation_count,
    count(DISTINCT cited.article_id) AS article_count,
    count(DISTINCT cited.outlet) AS outlet_count,
    count(*) FILTER (WHERE cited.flag IS NOT NULL) AS flagged_count,
    min(cited.published_at) AS first_cited_at,
    max(cited.published_at) AS last_cited_at
FROM cited
LEFT JOIN main.laws ON cited.law_id = laws.law_id
GROUP BY ALL
ORDER BY citation_count DESC, cited.kind, cited.number
