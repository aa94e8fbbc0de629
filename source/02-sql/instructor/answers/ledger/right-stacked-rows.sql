SELECT m.member_id, COALESCE(SUM(miles), 0) AS miles, COALESCE(SUM(amount), 0) AS refunded
FROM members m LEFT JOIN (
  SELECT member_id, miles, 0 AS amount FROM trips UNION ALL SELECT member_id, 0, amount FROM refunds
) x ON x.member_id = m.member_id
GROUP BY m.member_id
