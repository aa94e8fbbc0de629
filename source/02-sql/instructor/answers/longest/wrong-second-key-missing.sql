-- loses longest-tests: "on the rows below, the rows are right but their order is not: row 1 is not the one that belongs there"
SELECT carrier, flight, day, dep_delay FROM flights WHERE dep_delay IS NOT NULL ORDER BY dep_delay DESC LIMIT 8
