def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    events = sorted([(start, 1) for start, _ in intervals] + [(end, -1) for _, end in intervals])
    total, running, since = 0, 0, None
    for at, step in events:
        if running > 0:
            total += at - since
        running += step
        since = at
    return total
