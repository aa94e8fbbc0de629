-- loses tainted-tests: "on the"
WITH RECURSIVE w(name, steps) AS (SELECT source, 1 FROM lineage WHERE made = 'radar_raw' UNION SELECT l.source, w.steps + 1 FROM w JOIN lineage l ON l.made = w.name WHERE w.steps < (SELECT COUNT(*) FROM lineage)) SELECT name, MIN(steps) AS steps FROM w WHERE name <> 'radar_raw' GROUP BY name
