# loses burn-tests: "were slow at once"
def burn_alerts(
    requests,
    minutes,
    objective=0.999,
    rules=((60, 5, 14.4), (360, 30, 6)),
    slow=500,
    least=10,
    quiet=15,
):
    """(begin, end) of each alert, in minutes; end is None if it is still on."""
    total, bad = [0] * minutes, [0] * minutes
    for second, status, ms in requests:
        minute = int(second // 60)
        if minute < minutes:
            total[minute] += 1
            bad[minute] += (status >= 500) + (ms > slow)

    def rate(m, w):
        first = max(0, m - w)
        n = sum(total[first:m])
        return sum(bad[first:m]) / n / (1 - objective) if n else 0.0

    alerts, begin, calm = [], None, 0
    for m in range(1, minutes + 1):
        holds = any(
            rate(m, long) > factor and rate(m, short) > factor and sum(bad[max(0, m - long) : m]) >= least
            for long, short, factor in rules
        )
        if holds:
            calm = 0
            if begin is None:
                begin = m
        else:
            calm += 1
            if begin is not None and calm >= quiet:
                alerts.append((begin, m))
                begin = None
    if begin is not None:
        alerts.append((begin, None))
    return alerts
