# loses burn-tests: "the picture above, with quiet=3"
def burn_alerts(
    requests, minutes, objective=0.999, rules=((60, 5, 14.4), (360, 30, 6)),
    slow=500, least=10, quiet=15,
):
    """(begin, end) of each alert, in minutes; end is None if it is still on."""
    bad, every = [0] * minutes, [0] * minutes
    for second, status, ms in requests:
        minute = int(second // 60)
        if minute < minutes:
            every[minute] += 1
            bad[minute] += status >= 500 or ms > slow

    def window(minute, width):
        begin = max(0, minute - width - 1)
        wrong, asked = sum(bad[begin:minute]), sum(every[begin:minute])
        return wrong, (wrong / asked / (1 - objective) if asked else 0)

    alerts, begin, calm = [], None, 0
    for minute in range(1, minutes + 1):
        holds = False
        for long, short, factor in rules:
            wrong, burn = window(minute, long)
            if wrong >= least and burn > factor and window(minute, short)[1] > factor:
                holds = True
        calm = 0 if holds else calm + 1
        if holds and begin is None:
            begin = minute
        elif begin is not None and calm == quiet:
            alerts.append((begin, minute))
            begin = None
    if begin is not None:
        alerts.append((begin, None))
    return alerts
