WITH wanted(d) AS (VALUES (15)) SELECT f.carrier, f.flight, f.dest FROM wanted JOIN flights f ON f.day = wanted.d WHERE f.origin = 'JFK'
