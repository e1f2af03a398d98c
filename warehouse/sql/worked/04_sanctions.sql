-- `modality` keeps what was imposed apart from what was only threatened or recommended.
SELECT a.outlet, a.published_at::DATE AS published, s.level, s.form, s.text, a.url
FROM sanctions AS s JOIN articles AS a USING (article_id)
WHERE s.modality = 'imposed' ORDER BY a.published_at
