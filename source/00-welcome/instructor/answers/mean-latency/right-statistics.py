from statistics import fmean


def mean_latency(latencies):
    known = list(filter(lambda latency: latency is not None, latencies))
    return fmean(known) if known else None
