# loses busy-tests: "the example", "touching, without length, negative times", "other traces"
def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    return max(end for _, end in intervals) - min(start for start, _ in intervals) if intervals else 0
