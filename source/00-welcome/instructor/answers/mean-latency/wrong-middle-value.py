# loses mean-latency-tests: "mean_latency([1, None, 2, 4])"
from statistics import median


def mean_latency(latencies):
    known = [latency for latency in latencies if latency is not None]
    return float(median(known)) if known else None
