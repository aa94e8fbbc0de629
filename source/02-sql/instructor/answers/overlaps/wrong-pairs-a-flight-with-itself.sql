-- loses overlaps-tests in "generated databases": "on the rows below, the right result is empty; yours has 1 row"
SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM flights a JOIN flights b
ON b.tailnum = a.tailnum AND a.flight_id <= b.flight_id WHERE a.dep_at < b.arr_at AND b.dep_at < a.arr_at
