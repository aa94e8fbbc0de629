-- loses ledger-tests: "column 'miles'"
SELECT m.member_id, COALESCE((SELECT COUNT(*) FROM trips t WHERE t.member_id = m.member_id), 0) AS miles, COALESCE((SELECT SUM(amount) FROM refunds r WHERE r.member_id = m.member_id), 0) AS refunded FROM members m
