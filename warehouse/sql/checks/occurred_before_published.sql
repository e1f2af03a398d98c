-- warning: What has occurred did so before it was reported (a day's grace for time zones).
SELECT
    r.report_id,
    r.article_id,
    r.event_date,
    r.date_text,
    a.published_at
FROM event_reports AS r
INNER JOIN checked_articles AS a ON r.load_number = a.load_number AND r.article_id = a.article_id
WHERE is_checked(r.load_number) AND r.status = 'occurred' AND r.event_date > (a.published_at AT TIME ZONE 'Asia/Jayapura')::DATE + 1
