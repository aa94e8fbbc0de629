# loses mean-latency-tests: "mean_latency: argument 1 after the call", "changed in place"
def mean_latency(latencies):
    while None in latencies:
        latencies.remove(None)
    return sum(latencies) / len(latencies) if latencies else None
