# loses busy-tests: "the example", "touching, without length, negative times", "other traces"
def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    return max((end - start for start, end in intervals), default=0)
