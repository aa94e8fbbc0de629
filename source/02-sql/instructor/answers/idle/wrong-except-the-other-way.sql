-- loses idle-tests: "2 rows", "lacks 1 row"
SELECT tailnum FROM flights EXCEPT SELECT tailnum FROM planes
