-- loses per-airline-tests: "column 'flights'", "too large"
SELECT a.carrier, a.name, COUNT(f.flight_id) AS flights FROM airlines a LEFT JOIN flights f ON f.carrier = a.carrier
GROUP BY a.carrier, a.name
