SELECT carrier, flight, manufacturer, seats FROM flights INNER JOIN planes USING (tailnum) WHERE day = 1
