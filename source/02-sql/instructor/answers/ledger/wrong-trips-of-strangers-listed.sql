-- loses ledger-tests: "should not be there"
SELECT t.member_id, SUM(t.miles) AS miles, COALESCE(MAX(p.cents), 0) AS refunded
FROM trips t LEFT JOIN (SELECT member_id, SUM(amount) AS cents FROM refunds GROUP BY member_id) p ON p.member_id = t.member_id
GROUP BY t.member_id
