-- loses february-tests: "a small ordinary database"
SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total FROM refunds WHERE substr(paid_at, 6, 2) = '02' GROUP BY reason
