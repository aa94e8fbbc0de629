-- loses tainted-tests: "fewer than it should"
SELECT name, MIN(steps) AS steps FROM (
  SELECT made AS name, 1 AS steps FROM lineage WHERE source = 'radar_raw'
  UNION SELECT l2.made, 2 FROM lineage l1 JOIN lineage l2 ON l2.source = l1.made WHERE l1.source = 'radar_raw'
  UNION SELECT l3.made, 3 FROM lineage l1 JOIN lineage l2 ON l2.source = l1.made JOIN lineage l3 ON l3.source = l2.made WHERE l1.source = 'radar_raw'
  UNION SELECT l4.made, 4 FROM lineage l1 JOIN lineage l2 ON l2.source = l1.made JOIN lineage l3 ON l3.source = l2.made JOIN lineage l4 ON l4.source = l3.made WHERE l1.source = 'radar_raw'
  UNION SELECT l5.made, 5 FROM lineage l1 JOIN lineage l2 ON l2.source = l1.made JOIN lineage l3 ON l3.source = l2.made JOIN lineage l4 ON l4.source = l3.made JOIN lineage l5 ON l5.source = l4.made WHERE l1.source = 'radar_raw'
  UNION SELECT l6.made, 6 FROM lineage l1 JOIN lineage l2 ON l2.source = l1.made JOIN lineage l3 ON l3.source = l2.made JOIN lineage l4 ON l4.source = l3.made JOIN lineage l5 ON l5.source = l4.made JOIN lineage l6 ON l6.source = l5.made WHERE l1.source = 'radar_raw'
  UNION SELECT l7.made, 7 FROM lineage l1 JOIN lineage l2 ON l2.source = l1.made JOIN lineage l3 ON l3.source = l2.made JOIN lineage l4 ON l4.source = l3.made JOIN lineage l5 ON l5.source = l4.made JOIN lineage l6 ON l6.source = l5.made JOIN lineage l7 ON l7.source = l6.made WHERE l1.source = 'radar_raw'
) WHERE name <> 'radar_raw' GROUP BY name
