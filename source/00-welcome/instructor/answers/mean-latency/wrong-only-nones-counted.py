# loses mean-latency-tests: "mean_latency([None, None])"
def mean_latency(latencies):
    if not latencies:
        return None
    known = [latency for latency in latencies if latency is not None]
    return sum(known) / max(len(known), 1)
