# loses flight-leaks-tests: "honest columns were flagged"
flight_leaks = {
    "late_yesterday": "fitted",
    "distance": "future",
    "dep_time": "future",
    "dep_delay": "future",
    "arr_time": "future",
    "air_time": "future",
    "arr_delay": "target",
    "wind_speed": "future",
    "route_late_share": "fitted",
    "flight_id": "identity",
}
