def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    if not intervals:
        return 0.0
    table = np.array(intervals, dtype=float)
    table = table[table[:, 0].argsort(kind="stable")]
    reached = np.maximum.accumulate(table[:, 1])
    new = np.maximum(table[1:, 0] - reached[:-1], 0)
    return reached[-1] - table[0, 0] - new.sum()
