# loses mean-latency-tests: "mean_latency([30.5, 10, 20])"
def mean_latency(latencies):
    numbers = [n for n in latencies if n is not None]
    if len(numbers) == len(latencies):
        latencies.sort()
    return sum(numbers) / len(numbers) if numbers else None
