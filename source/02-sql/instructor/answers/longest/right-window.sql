SELECT carrier, flight, day, dep_delay
FROM (SELECT carrier, flight, day, dep_delay,
             ROW_NUMBER() OVER (ORDER BY dep_delay DESC, carrier, flight, day) AS place
      FROM flights WHERE dep_delay IS NOT NULL)
WHERE place <= 8
ORDER BY place
