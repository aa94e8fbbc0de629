# loses fold-pair-tests: "the weight, number"
def fold_pair(weight, bias, mean, var, gamma, beta, eps):
    """(weight, bias) of one convolution that does the work of a convolution and its norm."""
    scale = torch.where(var == 0, var + eps, var).rsqrt()
    if gamma is not None:
        scale = scale * gamma
    shift = -mean if bias is None else bias - mean
    shift = shift * scale
    return weight * scale[:, None, None, None], shift if beta is None else shift + beta
