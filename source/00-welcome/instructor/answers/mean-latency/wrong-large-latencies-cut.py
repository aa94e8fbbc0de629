# loses mean-latency-tests: "large numbers"
def mean_latency(latencies):
    numbers = [min(n, 60000) for n in latencies if n is not None]
    return sum(numbers) / len(numbers) if numbers else None
