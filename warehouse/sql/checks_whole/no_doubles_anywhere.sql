-- error: What identifies an event, a person or a document does so once.
WITH keys AS (
    SELECT 'events' AS table_name, event_id AS key FROM events
    UNION ALL
    SELECT 'persons', person_id FROM persons
    UNION ALL
    SELECT 'documents', document_id FROM documents
)

SELECT table_name, key, count(*) AS times
FROM keys
GROUP BY table_name, key
HAVING count(*) > 1
