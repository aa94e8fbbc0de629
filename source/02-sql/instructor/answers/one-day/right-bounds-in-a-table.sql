WITH bounds(first, last) AS (SELECT '2013-01-15 00:00', '2013-01-16 00:00')
SELECT carrier, flight, dest FROM bounds JOIN flights ON sched_at >= first AND sched_at < last WHERE origin = 'JFK';;
