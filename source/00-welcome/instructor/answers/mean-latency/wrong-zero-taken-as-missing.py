# loses mean-latency-tests: "a latency of 0 is a number", "0 is false in an `if`"
def mean_latency(latencies):
    known = [latency for latency in latencies if latency]
    return sum(known) / len(known) if known else None
