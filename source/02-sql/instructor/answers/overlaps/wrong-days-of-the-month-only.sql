-- loses overlaps-tests: "on the rows below"
SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id FROM flights a JOIN flights b
ON b.tailnum = a.tailnum AND a.flight_id < b.flight_id
WHERE substr(a.dep_at, 9) < substr(b.arr_at, 9) AND substr(b.dep_at, 9) < substr(a.arr_at, 9)
