-- loses tainted-tests: "fewer"
SELECT name, MIN(steps) AS steps FROM (
  SELECT made AS name, 1 AS steps FROM lineage WHERE source = 'radar_raw'
  UNION ALL SELECT b.made, 2 FROM lineage a JOIN lineage b ON b.source = a.made WHERE a.source = 'radar_raw')
WHERE name <> 'radar_raw' GROUP BY name
