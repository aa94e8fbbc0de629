-- loses february-tests: "NULL where a value is expected"
SELECT NULLIF(reason, '') AS reason, COUNT(*) AS refunds, SUM(amount) AS total
FROM refunds
WHERE paid_at >= '2024-02-01 00:00' AND paid_at < '2024-03-01 00:00'
GROUP BY 1
