# loses mean-latency-tests: "nothing is cut off or rounded"
def mean_latency(latencies):
    numbers = [n for n in latencies if n is not None]
    whole = [n if n < 1 else int(n) for n in numbers]
    return sum(whole) / len(whole) if whole else None
