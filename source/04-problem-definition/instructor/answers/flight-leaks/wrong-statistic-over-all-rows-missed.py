# loses flight-leaks-tests: "'fitted'"
flight_leaks = {
    "dep_time": "future", "dep_delay": "future", "arr_time": "future", "air_time": "future", "arr_delay": "target",
    "wind_speed": "future", "flight_id": "identity",
}
