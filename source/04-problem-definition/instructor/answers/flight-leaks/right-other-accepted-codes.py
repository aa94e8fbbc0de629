flight_leaks = {name: "future" for name in ("dep_time", "dep_delay", "arr_time", "arr_delay", "air_time", "wind_speed")}
flight_leaks.update(route_late_share="fitted", flight_id="identity")
