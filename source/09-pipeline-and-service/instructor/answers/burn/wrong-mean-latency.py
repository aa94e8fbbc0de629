# loses burn-tests: "the example"
def burn_alerts(
    requests, minutes, objective=0.999, rules=((60, 5, 14.4), (360, 30, 6)),
    slow=500, least=10, quiet=15,
):
    alerts, begin = [], None
    for minute in range(1, minutes + 1):
        times = [ms for second, _, ms in requests if minute - 1 <= second / 60 < minute]
        high = bool(times) and sum(times) / len(times) > slow
        if high and begin is None:
            begin = minute
        elif not high and begin is not None:
            alerts.append((begin, minute))
            begin = None
    return alerts + ([(begin, None)] if begin is not None else [])
