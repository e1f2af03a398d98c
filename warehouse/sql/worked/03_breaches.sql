-- The view counts events at each stage by place, not one case followed through.
SELECT province, place, allegations, investigations, rulings, sanctions, furthest_stage
FROM report.breach_pipeline ORDER BY sanctions DESC, rulings DESC, allegations DESC
