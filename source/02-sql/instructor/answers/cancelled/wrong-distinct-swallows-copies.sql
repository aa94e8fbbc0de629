-- loses cancelled-tests: "on the rows below, your result has 1 row fewer: it drops copies of rows that it has"
SELECT DISTINCT sched_at, carrier, flight, tailnum FROM flights WHERE dep_at IS NULL AND (tailnum <> 'N14959' OR tailnum IS NULL)
