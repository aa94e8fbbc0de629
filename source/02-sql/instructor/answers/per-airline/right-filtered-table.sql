WITH to_lax AS (SELECT carrier, COUNT(*) AS n FROM flights WHERE dest = 'LAX' GROUP BY carrier)
SELECT a.carrier, a.name, COALESCE(n, 0) AS flights FROM airlines a LEFT JOIN to_lax USING (carrier)
