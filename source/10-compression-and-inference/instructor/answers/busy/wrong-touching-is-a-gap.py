# loses busy-tests: "touching, without length, negative times", "other traces"
def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    total, until = 0, -math.inf
    for start, end in sorted(intervals):
        total += max(0, end - max(start, until)) * (start != until)
        until = max(until, end)
    return total
