# loses mean-latency-tests: "expected: 0.75", "got:      0.0"
def mean_latency(latencies):
    known = [latency for latency in latencies if latency is not None]
    return sum(known) // len(known) if known else None
