# loses flight-leaks-tests: "'gate' among them, which is no column of the table"
flight_leaks = {
    "dep_time": "future", "dep_delay": "future", "arr_time": "future", "arr_delay": "target", "air_time": "future",
    "wind_speed": "future", "route_late_share": "fitted", "gate": "future", "delay": "target", "flight_id": "identity",
}
