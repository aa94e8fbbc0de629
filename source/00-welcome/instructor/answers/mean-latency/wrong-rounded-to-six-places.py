# loses mean-latency-tests: "nothing is cut off or rounded"
def mean_latency(latencies):
    numbers = [n for n in latencies if n is not None]
    return round(sum(numbers) / len(numbers), 6) if numbers else None
