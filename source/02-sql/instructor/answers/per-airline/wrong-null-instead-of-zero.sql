-- loses per-airline-tests: "NULL where a value is expected"
SELECT a.carrier, a.name, n AS flights FROM airlines a LEFT JOIN (SELECT carrier, COUNT(*) AS n FROM flights WHERE dest = 'LAX' GROUP BY carrier) USING (carrier)
