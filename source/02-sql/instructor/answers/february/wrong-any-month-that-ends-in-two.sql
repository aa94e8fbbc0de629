-- loses february-tests: "on the rows below"
SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total FROM refunds WHERE paid_at LIKE '2024-_2-%' GROUP BY reason
