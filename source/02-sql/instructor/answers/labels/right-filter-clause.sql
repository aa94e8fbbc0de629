SELECT m.member_id, COUNT(*) FILTER (WHERE t.flown_on >= '2024-01-01' AND t.flown_on < '2024-03-01') AS recent_trips,
       CASE WHEN left_on < '2024-05-01' THEN 1 WHEN followed_until >= '2024-05-01' THEN 0 END AS leaves
FROM members m LEFT JOIN trips t USING (member_id)
WHERE joined_on < '2024-03-01' AND IFNULL(left_on, '2024-03-01') >= '2024-03-01' GROUP BY m.member_id
