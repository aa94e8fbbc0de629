SELECT tailnum FROM planes EXCEPT SELECT tailnum FROM flights
