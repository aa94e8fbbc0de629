-- loses february-tests: "NULL where a value is expected"
SELECT reason, COUNT(*) AS refunds, NULLIF(SUM(COALESCE(amount, 0)), 0) AS total
FROM refunds WHERE paid_at >= '2024-02-01 00:00' AND paid_at < '2024-03-01 00:00' GROUP BY reason
