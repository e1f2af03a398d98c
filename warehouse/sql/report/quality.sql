-- What stays open, as in report.data_quality.
SELECT measure, affected, total FROM report.data_quality WHERE total > 0 ORDER BY share DESC, measure
