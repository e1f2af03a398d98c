-- The raw files that a load has taken.
SELECT raw_file FROM loads WHERE raw_file IS NOT NULL
