-- loses tainted-tests: "fewer than it should"
WITH RECURSIVE w(name, steps, path) AS (
  SELECT made, 1, '/radar_raw/' || made || '/' FROM (SELECT DISTINCT source, made FROM lineage) WHERE source = 'radar_raw'
  UNION
  SELECT l.made, w.steps + 1, w.path || l.made || '/' FROM w JOIN lineage l ON l.source = w.name WHERE w.path NOT LIKE '%/' || l.made || '/%'
)
SELECT name, MIN(steps) AS steps FROM w WHERE name <> 'radar_raw' GROUP BY name
