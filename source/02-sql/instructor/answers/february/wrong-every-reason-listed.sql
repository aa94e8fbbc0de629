-- loses february-tests: "1 row more"
SELECT r.reason, COUNT(f.paid_at) AS refunds, SUM(f.amount) AS total FROM (SELECT DISTINCT reason FROM refunds) r LEFT JOIN (SELECT * FROM refunds WHERE paid_at >= '2024-02-01 00:00' AND paid_at < '2024-03-01 00:00') f ON f.reason IS r.reason GROUP BY r.reason
