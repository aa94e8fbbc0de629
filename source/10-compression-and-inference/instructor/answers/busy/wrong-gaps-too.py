# loses busy-tests: "the example", "touching, without length, negative times", "other traces"
def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    total, until = 0, -math.inf
    for start, end in sorted(intervals):
        total += max(0, end - (until if until > -math.inf else start))
        until = max(until, end)
    return total
