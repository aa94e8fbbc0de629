-- loses tainted-tests: "on the rows below"
WITH RECURSIVE w(name, steps) AS (SELECT made, 1 FROM lineage WHERE source = 'radar_raw' UNION SELECT l.made, w.steps + 1 FROM w JOIN lineage l ON l.source = w.name WHERE w.steps < (SELECT COUNT(*) FROM lineage) - 1)
SELECT name, MIN(steps) AS steps FROM w WHERE name <> 'radar_raw' GROUP BY name
