-- loses tainted-tests: "1 row more"
WITH RECURSIVE r(name, steps) AS (SELECT made, 1 FROM lineage WHERE source = 'radar_raw' UNION SELECT l.made, r.steps + 1 FROM r JOIN lineage l ON l.source = r.name COLLATE NOCASE WHERE r.steps < (SELECT COUNT(*) FROM lineage)) SELECT name, MIN(steps) AS steps FROM r WHERE name <> 'radar_raw' GROUP BY name
