-- loses ledger-tests: "on the rows below, the values of column"
SELECT m.member_id, COALESCE(SUM(t.miles) / COUNT(DISTINCT r.paid_at), 0) AS miles,
       COALESCE(SUM(r.amount) / COUNT(DISTINCT t.flown_on), 0) AS refunded
FROM members m LEFT JOIN trips t ON t.member_id = m.member_id LEFT JOIN refunds r ON r.member_id = m.member_id
GROUP BY m.member_id
