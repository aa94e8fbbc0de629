-- loses tainted-tests: "fewer than it should"
WITH RECURSIVE reached(name, steps) AS (
  SELECT made, 1 FROM lineage WHERE source = 'radar_raw'
  UNION
  SELECT l.made, r.steps + 1 FROM reached AS r JOIN lineage AS l ON l.source = r.name
  LIMIT (SELECT COUNT(*) FROM lineage)
)
SELECT name, MIN(steps) AS steps FROM reached WHERE name <> 'radar_raw' GROUP BY name
