-- loses ledger-tests: "NULL where a value is expected"
SELECT m.member_id, CASE WHEN EXISTS (SELECT 1 FROM trips t WHERE t.member_id = m.member_id AND miles IS NULL) THEN NULL ELSE COALESCE((SELECT SUM(miles) FROM trips t WHERE t.member_id = m.member_id), 0) END AS miles, COALESCE((SELECT SUM(amount) FROM refunds r WHERE r.member_id = m.member_id), 0) AS refunded FROM members m
