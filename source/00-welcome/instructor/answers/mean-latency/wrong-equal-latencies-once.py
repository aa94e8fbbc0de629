# loses mean-latency-tests: "equal latencies: each one counts"
def mean_latency(latencies):
    numbers = set(latencies) - {None}
    return sum(numbers) / len(numbers) if numbers else None
