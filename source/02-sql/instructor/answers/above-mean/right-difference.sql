SELECT flight_id, carrier, dep_delay FROM (
  SELECT *, dep_delay - AVG(dep_delay) OVER (PARTITION BY carrier) AS above FROM flights WHERE day = 1) WHERE above > 0
