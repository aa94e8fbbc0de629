-- loses february-tests: "on the rows below, the right result is empty; yours has 1 row"
SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total FROM refunds WHERE substr(paid_at, 6, 2) = '02' GROUP BY reason
