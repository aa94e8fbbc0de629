SELECT reason, COUNT(*) AS refunds, SUM(amount) AS total FROM refunds WHERE substr(paid_at, 1, 7) = '2024-02' GROUP BY reason
