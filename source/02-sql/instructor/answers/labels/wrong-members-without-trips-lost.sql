-- loses labels-tests: "on the rows below, your result is empty; 1 row should be there"
SELECT m.member_id, COUNT(*) AS recent_trips,
       CASE WHEN left_on < '2024-05-01' THEN 1 WHEN followed_until >= '2024-05-01' THEN 0 END AS leaves
FROM members m LEFT JOIN trips t ON t.member_id = m.member_id
WHERE t.flown_on >= '2024-01-01' AND t.flown_on < '2024-03-01'
  AND joined_on < '2024-03-01' AND (left_on IS NULL OR left_on >= '2024-03-01')
GROUP BY m.member_id
