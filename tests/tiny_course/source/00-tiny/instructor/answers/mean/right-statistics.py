import statistics


def mean(numbers):
    return statistics.fmean(numbers) if numbers else None
