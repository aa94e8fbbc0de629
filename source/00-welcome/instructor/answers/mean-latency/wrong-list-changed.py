# loses mean-latency-tests: "argument 1 after the call", "changed in place: [100, 200]"
def mean_latency(latencies):
    while None in latencies:
        latencies.remove(None)
    return sum(latencies) / len(latencies) if latencies else None
