-- loses february-tests: "on the rows below"
SELECT trim(reason) AS reason, COUNT(*) AS refunds, SUM(amount) AS total FROM refunds WHERE paid_at LIKE '2024-02-%' GROUP BY reason
