-- loses ledger-tests: "on the rows below, the values of column"
SELECT m.member_id, COALESCE(SUM(DISTINCT t.miles), 0) AS miles, COALESCE(SUM(DISTINCT r.amount), 0) AS refunded
FROM members m LEFT JOIN trips t ON t.member_id = m.member_id LEFT JOIN refunds r ON r.member_id = m.member_id
GROUP BY m.member_id
