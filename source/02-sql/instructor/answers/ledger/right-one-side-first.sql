SELECT m.member_id, COALESCE(SUM(t.miles), 0) AS miles, COALESCE(MAX(p.cents), 0) AS refunded
FROM members m LEFT JOIN trips t ON t.member_id = m.member_id
LEFT JOIN (SELECT member_id, SUM(amount) AS cents FROM refunds GROUP BY member_id) p ON p.member_id = m.member_id
GROUP BY m.member_id
