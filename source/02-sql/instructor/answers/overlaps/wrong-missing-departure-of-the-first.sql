-- loses overlaps-tests: "yours has 1 row"
SELECT a.tailnum, a.flight_id AS first_id, b.flight_id AS second_id
FROM flights AS a
JOIN flights AS b ON b.tailnum = a.tailnum AND a.flight_id < b.flight_id
WHERE COALESCE(a.dep_at, '') < b.arr_at AND b.dep_at < a.arr_at
