WITH RECURSIVE edges AS (SELECT DISTINCT source, made FROM lineage), reached(name, steps) AS (
  SELECT 'radar_raw', 0 UNION SELECT e.made, r.steps + 1 FROM reached r JOIN edges e ON e.source = r.name
  WHERE r.steps < (SELECT COUNT(*) FROM edges))
SELECT name, MIN(steps) AS steps FROM reached WHERE name <> 'radar_raw' GROUP BY name
