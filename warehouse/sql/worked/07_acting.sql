-- Penjabat, pelaksana tugas and the like, with the last day for which it is known.
SELECT name, acting, position, unit, place, last_as_of, article_count
FROM report.officials WHERE acting IS NOT NULL ORDER BY place, name
