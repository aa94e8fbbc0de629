def busy(intervals):
    """For how long at least one of the intervals (start, end) was running."""
    blocks = []
    for start, end in sorted(intervals, key=lambda pair: pair[0]):
        if blocks and start <= blocks[-1][1]:
            blocks[-1][1] = max(blocks[-1][1], end)
        else:
            blocks.append([start, end])
    return math.fsum(end - start for start, end in blocks)
