-- loses february-tests: "should be there"
SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total
FROM refunds WHERE paid_at >= '2024-02-01 00:00' AND paid_at < '2024-03-01 00:00' AND (amount > 0 OR amount IS NULL) GROUP BY reason
