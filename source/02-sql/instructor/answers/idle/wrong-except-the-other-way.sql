-- loses idle-tests: "3 rows", "lacks 1 row"
SELECT tailnum FROM flights EXCEPT SELECT tailnum FROM planes
