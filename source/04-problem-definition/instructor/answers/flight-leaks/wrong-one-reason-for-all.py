# loses flight-leaks-tests: "one and the same code for all"
flight_leaks = dict.fromkeys(
    ["dep_time", "dep_delay", "arr_time", "arr_delay", "air_time", "wind_speed", "route_late_share", "flight_id"], "target"
)
