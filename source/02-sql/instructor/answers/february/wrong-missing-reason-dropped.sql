-- loses february-tests: "1 row fewer"
SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total FROM refunds
WHERE paid_at >= '2024-02-01' AND paid_at < '2024-03-01' AND reason IS NOT NULL GROUP BY reason
