-- loses ledger-tests: "column 'refunded' are wrong"
WITH t AS (
  SELECT member_id, SUM(miles) AS miles FROM trips  GROUP BY member_id
), r AS (
  SELECT member_id, SUM(amount) AS refunded FROM refunds WHERE paid_at IS NOT NULL GROUP BY member_id
)
SELECT m.member_id, COALESCE(t.miles, 0) AS miles, COALESCE(r.refunded, 0) AS refunded
FROM members AS m
LEFT JOIN t ON t.member_id = m.member_id
LEFT JOIN r ON r.member_id = m.member_id
