-- Of the documents in the table wanted, those that are stored, gave way to a later one from their very place, and are
-- there again: a file that was set back to an earlier content.
SELECT DISTINCT w.document_id
FROM wanted AS w
INNER JOIN documents AS d ON w.document_id = d.document_id
INNER JOIN documents AS current
    ON w.source_id = current.source_id AND w.origin = current.origin AND d.article_id = current.article_id
WHERE
    d.superseded_by_document IS NOT NULL
    AND current.superseded_by_document IS NULL
    AND current.document_id <> w.document_id
