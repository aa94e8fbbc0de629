WITH paid AS (SELECT * FROM refunds WHERE paid_at >= '2024-02-01')
SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total FROM paid WHERE paid_at < '2024-03-01' GROUP BY reason
