# loses flight-leaks-tests: "was missed"
flight_leaks = {
    "dep_time": "future",
    "dep_delay": "future",
    "arr_time": "future",
    "air_time": "future",
    "arr_delay": "target",
    "wind_speed": "future",
    "route_late_share": "fitted",
    "flight": "identity",
}
