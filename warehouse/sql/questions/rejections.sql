-- What was refused and is not resolved; a part of the document's id or origin narrows it down.
SELECT document_id, origin, source_id, stage, code, detail, seen_at
FROM quarantine
WHERE resolved_at IS NULL
  AND ($1 IS NULL OR document_id = $1 OR contains(origin, $1))
ORDER BY seen_at DESC, origin
