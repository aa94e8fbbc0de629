# loses busy-tests: "other traces", "one that ends at 0"
def busy(intervals):
    total, mark = 0, None
    for start, end in sorted(intervals):
        if not mark or start > mark:
            total += end - start
            mark = end
        elif end > mark:
            total += end - mark
            mark = end
    return total
