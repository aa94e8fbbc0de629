-- loses february-tests: "should not be there"
SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total FROM refunds
WHERE paid_at BETWEEN '2024-02-01 00:00' AND '2024-02-29 00:00' GROUP BY reason
