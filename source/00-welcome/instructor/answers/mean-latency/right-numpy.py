import numpy as np


def mean_latency(latencies):
    values = np.array(latencies, dtype=float)
    return None if np.isnan(values).all() else float(np.nanmean(values))
