-- The signatures of some stored articles.
WITH wanted AS (
    SELECT unnest($load_numbers::BIGINT[]) AS load_number, unnest($article_ids::VARCHAR[]) AS article_id
)

SELECT article_id, signature FROM article_signatures SEMI JOIN wanted USING (load_number, article_id)
