-- loses ledger-tests: "should not be there"
SELECT m.member_id, f.miles, p.refunded FROM members m
LEFT JOIN (SELECT member_id, SUM(miles) AS miles FROM trips GROUP BY member_id) f ON f.member_id = m.member_id
LEFT JOIN (SELECT member_id, SUM(amount) AS refunded FROM refunds GROUP BY member_id) p ON p.member_id = m.member_id
