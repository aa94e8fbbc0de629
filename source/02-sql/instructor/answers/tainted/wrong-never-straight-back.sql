-- loses tainted-tests: "stopped after"
WITH RECURSIVE w(name, steps, path) AS (
  SELECT made, 1, 'radar_raw' FROM (SELECT DISTINCT source, made FROM lineage) WHERE source = 'radar_raw'
  UNION
  SELECT l.made, w.steps + 1, w.name FROM w JOIN lineage l ON l.source = w.name WHERE l.made <> w.path AND l.made <> w.name AND w.steps < 2000000
)
SELECT name, MIN(steps) AS steps FROM w WHERE name <> 'radar_raw' GROUP BY name
