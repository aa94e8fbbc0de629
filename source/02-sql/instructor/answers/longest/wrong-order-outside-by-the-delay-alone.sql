-- loses longest-tests: "rows that agree on all of its keys may come in any order"
SELECT carrier, flight, day, dep_delay
FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY dep_delay DESC, carrier, flight, day) AS place FROM flights WHERE dep_delay IS NOT NULL)
WHERE place <= 8
ORDER BY dep_delay DESC
