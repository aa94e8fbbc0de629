-- loses labels-tests: "column 'recent_trips'"
SELECT m.member_id, (SELECT COUNT(*) FROM trips t WHERE t.member_id = m.member_id AND t.flown_on > '2024-01-01' AND t.flown_on < '2024-03-01') AS recent_trips,
       CASE WHEN left_on < '2024-05-01' THEN 1 WHEN followed_until >= '2024-05-01' THEN 0 END AS leaves
FROM members m WHERE joined_on < '2024-03-01' AND (left_on IS NULL OR left_on >= '2024-03-01')
