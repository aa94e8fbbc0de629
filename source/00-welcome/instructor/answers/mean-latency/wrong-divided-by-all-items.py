# loses mean-latency-tests: "expected: 150.0", "got:      100.0"
def mean_latency(latencies):
    known = [latency for latency in latencies if latency is not None]
    return sum(known) / len(latencies) if known else None
