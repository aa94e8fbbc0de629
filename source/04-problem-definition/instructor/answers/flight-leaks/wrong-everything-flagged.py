# loses flight-leaks-tests: "honest columns were flagged"
flight_leaks = {name: "future" for name in flights.columns if name not in ("late", "model")}
flight_leaks |= {"arr_delay": "target", "route_late_share": "fitted", "flight_id": "identity"}
