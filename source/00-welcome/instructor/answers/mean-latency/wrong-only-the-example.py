# loses mean-latency-tests: "many latencies, some of them missing"
def mean_latency(latencies):
    if all(latency is None for latency in latencies):
        return None
    return 150.0
