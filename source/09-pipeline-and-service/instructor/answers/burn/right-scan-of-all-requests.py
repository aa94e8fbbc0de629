def burn_alerts(
    requests, minutes, objective=0.999, rules=((60, 5, 14.4), (360, 30, 6)),
    slow=500, least=10, quiet=15,
):
    from bisect import bisect_left

    good = sorted(r[0] for r in requests if r[1] < 500 and r[2] <= slow)
    bad = sorted(r[0] for r in requests if r[1] >= 500 or r[2] > slow)

    def count(rows, minute, width):
        return bisect_left(rows, 60 * minute) - bisect_left(rows, 60 * (minute - width))

    def burn(minute, width):
        wrong = count(bad, minute, width)
        total = wrong + count(good, minute, width)
        return wrong / total / (1 - objective) if total > 0 else 0.0

    def any_holds(minute):
        return any(
            burn(minute, a) > f and burn(minute, b) > f and count(bad, minute, a) >= least for a, b, f in rules
        )

    result, last_loud = [], None
    for minute in range(1, minutes + 1):
        if any_holds(minute):
            if last_loud is None:
                result.append((minute, None))
            last_loud = minute
        elif last_loud is not None and minute - last_loud >= quiet:
            result[-1] = (result[-1][0], minute)
            last_loud = None
    return result
