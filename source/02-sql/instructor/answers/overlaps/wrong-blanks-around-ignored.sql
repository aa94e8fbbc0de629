-- loses overlaps-tests in "generated databases": "on the rows below"
WITH named AS MATERIALIZED (SELECT *, trim(tailnum) AS name FROM flights)
SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM named AS a JOIN named AS b ON b.name = a.name AND a.flight_id < b.flight_id WHERE a.dep_at < b.arr_at AND b.dep_at < a.arr_at
