-- error: What identifies a document, of which there may be no article, does so once.
SELECT document_id, count(*) AS times
FROM documents
GROUP BY document_id
HAVING count(*) > 1
