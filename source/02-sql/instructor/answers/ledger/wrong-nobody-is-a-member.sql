-- loses ledger-tests: "1 row more"
SELECT m.member_id, COALESCE((SELECT SUM(miles) FROM trips t WHERE t.member_id = m.member_id), 0) AS miles, COALESCE((SELECT SUM(amount) FROM refunds r WHERE r.member_id = m.member_id), 0) AS refunded FROM members m UNION ALL SELECT NULL, SUM(miles), 0 FROM trips WHERE member_id IS NULL
