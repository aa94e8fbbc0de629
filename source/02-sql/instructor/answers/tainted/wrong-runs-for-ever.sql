-- loses tainted-tests in "the example": "stopped after"
WITH RECURSIVE w(name, steps) AS (
  SELECT made, 1 FROM lineage WHERE source = 'radar_raw'
  UNION ALL SELECT l.made, w.steps + 1 FROM w JOIN lineage l ON l.source = w.name
)
SELECT name, MIN(steps) AS steps FROM w WHERE name <> 'radar_raw' GROUP BY name
