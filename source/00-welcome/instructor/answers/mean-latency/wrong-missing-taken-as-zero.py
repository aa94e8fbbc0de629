# loses mean-latency-tests: "expected: 150.0", "got:      100.0"
def mean_latency(latencies):
    if not any(latency is not None for latency in latencies):
        return None
    return sum(latency or 0 for latency in latencies) / len(latencies)
