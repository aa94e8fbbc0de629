# loses mean-latency-tests: "mean_latency([0.5, None, 1])", "a missing latency doesn't count"
def mean_latency(latencies):
    known = [latency for latency in latencies if isinstance(latency, int)]
    return sum(known) / len(known) if known else None
