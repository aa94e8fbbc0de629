-- loses late-tests: "DROP is refused", "may only read"
DROP TABLE flights
