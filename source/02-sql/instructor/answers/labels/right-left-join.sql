SELECT m.member_id, COUNT(t.member_id) AS recent_trips,
       CASE WHEN left_on >= '2024-03-01' AND left_on < '2024-05-01' THEN 1
            WHEN followed_until < '2024-05-01' THEN NULL ELSE 0 END AS leaves
FROM members m LEFT JOIN trips t ON t.member_id = m.member_id AND t.flown_on BETWEEN '2024-01-01' AND '2024-02-29'
WHERE joined_on < '2024-03-01' AND COALESCE(left_on, '9999') >= '2024-03-01'
GROUP BY m.member_id
