# loses busy-tests: "none, one, and two that are the same", "other traces"
def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    total, until = 0, -math.inf
    for start, end in sorted(intervals):
        total += end - start if end == until else max(0, end - max(start, until))
        until = max(until, end)
    return total
