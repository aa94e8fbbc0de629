# loses fold-pair-tests: "shape and dtype"
def fold_pair(weight, bias, mean, var, gamma, beta, eps):
    """(weight, bias) of one convolution that does the work of a convolution and its norm."""
    scale = (var + eps).rsqrt()
    if gamma is not None:
        scale = scale * gamma
    shift = -mean if bias is None else bias - mean
    shift = shift * scale
    shift = shift if beta is None else shift + beta
    return (weight * scale[:, None, None, None]).double(), shift.double()
