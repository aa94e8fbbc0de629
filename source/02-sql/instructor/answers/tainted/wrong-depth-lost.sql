-- loses tainted-tests: "column 'steps'", "too small"
WITH RECURSIVE w(name) AS (
  SELECT made FROM lineage WHERE source = 'radar_raw'
  UNION SELECT l.made FROM w JOIN lineage l ON l.source = w.name
)
SELECT name, 1 AS steps FROM w WHERE name <> 'radar_raw'
