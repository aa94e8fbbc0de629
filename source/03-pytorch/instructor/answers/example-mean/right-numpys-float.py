import numpy as np


def mean_over_examples(losses, sizes):
    return np.average(losses, weights=sizes)
