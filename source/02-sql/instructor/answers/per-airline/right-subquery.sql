SELECT carrier, name, (SELECT COUNT(*) FROM flights f WHERE f.carrier = a.carrier AND f.dest = 'LAX') AS flights FROM airlines a
