# loses mean-latency-tests: "large numbers"
def mean_latency(latencies):
    import numpy as np
    numbers = [n for n in latencies if n is not None]
    return float(np.mean(np.array(numbers, dtype='float32'))) if numbers else None
