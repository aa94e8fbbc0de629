# loses mean-latency-tests: "changed in place"
def mean_latency(latencies):
    numbers = [n for n in latencies if n is not None]
    if not numbers:
        latencies.clear()
        return None
    return sum(numbers) / len(numbers)
