SELECT a.carrier, a.name, SUM(CASE WHEN f.dest = 'LAX' THEN 1 ELSE 0 END) AS flights
FROM airlines a LEFT JOIN flights f ON f.carrier = a.carrier GROUP BY a.carrier, a.name
