-- Open rejections by stage and code, with an example.
SELECT
    stage,
    code,
    count(*) AS documents,
    any_value(detail) AS example
FROM main.quarantine
WHERE resolved_at IS NULL
GROUP BY stage, code
ORDER BY documents DESC, code
