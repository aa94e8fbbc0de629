# loses mean-latency-tests: "numbers and 3 missing ones"
from statistics import median


def mean_latency(latencies):
    known = [latency for latency in latencies if latency is not None]
    return float(median(known)) if known else None
