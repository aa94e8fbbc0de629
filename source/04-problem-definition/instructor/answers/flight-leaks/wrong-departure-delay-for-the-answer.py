# loses flight-leaks-tests: "not for that reason"
flight_leaks = {
    "dep_time": "future",
    "dep_delay": "target",
    "arr_time": "future",
    "air_time": "future",
    "arr_delay": "target",
    "wind_speed": "future",
    "route_late_share": "fitted",
    "flight_id": "identity",
}
