-- loses ledger-tests: "column 'miles' are wrong"
WITH t AS (
  SELECT member_id, SUM(miles) AS miles FROM trips WHERE flown_on > '2000-01-01' GROUP BY member_id
), r AS (
  SELECT member_id, SUM(amount) AS refunded FROM refunds  GROUP BY member_id
)
SELECT m.member_id, COALESCE(t.miles, 0) AS miles, COALESCE(r.refunded, 0) AS refunded
FROM members AS m
LEFT JOIN t ON t.member_id = m.member_id
LEFT JOIN r ON r.member_id = m.member_id
