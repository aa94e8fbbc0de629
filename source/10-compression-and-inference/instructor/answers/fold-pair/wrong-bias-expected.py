# loses fold-pair-tests: "raised an error"
def fold_pair(weight, bias, mean, var, gamma, beta, eps):
    """(weight, bias) of one convolution that does the work of a convolution and its norm."""
    scale = (var + eps).rsqrt()
    if gamma is not None:
        scale = scale * gamma
    shift = bias - mean
    shift = shift * scale
    return weight * scale[:, None, None, None], shift if beta is None else shift + beta
