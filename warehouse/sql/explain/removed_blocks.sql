-- What the cleaner took out.
SELECT seq, text, reason, rule_id FROM removed_blocks WHERE article_id = $1 ORDER BY seq
