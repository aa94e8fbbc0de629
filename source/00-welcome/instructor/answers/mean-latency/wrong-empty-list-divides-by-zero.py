# loses mean-latency-tests: "no number at all", "ZeroDivisionError"
def mean_latency(latencies):
    known = [latency for latency in latencies if latency is not None]
    return sum(known) / len(known)
