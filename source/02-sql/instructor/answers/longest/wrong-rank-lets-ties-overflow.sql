-- loses longest-tests: "1 row more"
SELECT carrier, flight, day, dep_delay
FROM (SELECT carrier, flight, day, dep_delay, RANK() OVER (ORDER BY dep_delay DESC) AS place
      FROM flights WHERE dep_delay IS NOT NULL)
WHERE place <= 8
ORDER BY dep_delay DESC, carrier, flight, day
