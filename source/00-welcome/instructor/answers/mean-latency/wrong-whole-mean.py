# loses mean-latency-tests: "is mean_latency([100, None, 200]) a float?"
from statistics import mean


def mean_latency(latencies):
    known = [latency for latency in latencies if latency is not None]
    return mean(known) if known else None
