# loses flight-leaks-tests: "was missed"
flight_leaks = {
    "arr_time": "future",
    "air_time": "future",
    "arr_delay": "target",
    "wind_speed": "future",
    "route_late_share": "fitted",
    "flight_id": "identity",
}
