# loses mean-latency-tests: "expected: None", "got:      a float, 0.0"
def mean_latency(latencies):
    known = [latency for latency in latencies if latency is not None]
    return sum(known) / max(len(known), 1)
