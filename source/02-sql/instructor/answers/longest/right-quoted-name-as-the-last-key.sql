select carrier, flight, day, dep_delay from flights where dep_delay is not null order by dep_delay desc, carrier, flight, "day" limit 0, 8;
