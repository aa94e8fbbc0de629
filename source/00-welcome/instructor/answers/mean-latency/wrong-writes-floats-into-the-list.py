# loses mean-latency-tests: "changed in place: [100.0, None, 200.0]"
def mean_latency(latencies):
    for i, n in enumerate(latencies):
        if n is not None:
            latencies[i] = float(n)
    numbers = [n for n in latencies if n is not None]
    return sum(numbers) / len(numbers) if numbers else None
