SELECT reason, COUNT(paid_at) AS refunds, SUM(amount) AS total FROM refunds
WHERE NOT (paid_at < '2024-02-01' OR paid_at >= '2024-03-01') GROUP BY 1
