-- loses ledger-tests: "column 'refunded'"
SELECT m.member_id, COALESCE((SELECT SUM(miles) FROM trips t WHERE t.member_id = m.member_id), 0) AS miles, COALESCE((SELECT SUM(amount) FROM refunds r WHERE r.member_id = m.member_id), 0) / 100.0 AS refunded FROM members m
