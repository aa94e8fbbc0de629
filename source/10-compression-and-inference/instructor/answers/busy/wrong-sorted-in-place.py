# loses busy-tests: "the example", "other traces"
def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    intervals.sort()
    total, until = 0, -math.inf
    for start, end in intervals:
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total
