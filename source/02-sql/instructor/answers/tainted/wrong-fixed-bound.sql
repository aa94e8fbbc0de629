-- loses tainted-tests: "fewer than it should"
WITH RECURSIVE w(name, steps) AS (
  VALUES ('radar_raw', 0)
  UNION
  SELECT l.made, w.steps + 1 FROM w JOIN lineage l ON l.source = w.name WHERE w.steps < 50
)
SELECT name, MIN(steps) AS steps FROM w GROUP BY name HAVING name <> 'radar_raw'
