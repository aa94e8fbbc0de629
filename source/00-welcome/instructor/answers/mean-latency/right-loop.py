def mean_latency(latencies):
    total, count = 0.0, 0
    for latency in latencies:
        if latency is None:
            continue
        total += latency
        count += 1
    return total / count if count else None
