-- Of each site of a batch, only the lines of its last documents are kept.
DELETE FROM source_lines
WHERE
    site IN (SELECT site FROM batch)
    AND article_id NOT IN (
        SELECT article_id
        FROM source_lines
        WHERE site IN (SELECT site FROM batch)
        QUALIFY row_number() OVER (PARTITION BY site ORDER BY seen_at DESC, article_id) <= $window
    )
