# loses busy-tests: "the example", "other traces"
def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    return sum(end - start for start, end in set(intervals))
