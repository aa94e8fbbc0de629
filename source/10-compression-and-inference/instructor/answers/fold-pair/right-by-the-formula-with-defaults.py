import numpy as np


def fold_pair(weight, bias, mean, var, gamma, beta, eps):
    n = weight.shape[0]
    one = {name: torch.zeros(n, dtype=weight.dtype) if value is None else value for name, value in
           {"bias": bias, "beta": beta}.items()}
    gamma = torch.ones(n, dtype=weight.dtype) if gamma is None else gamma
    root = torch.sqrt(var + eps)
    rows = [weight[k] * (gamma[k] / root[k]) for k in range(n)]
    new_bias = (one["bias"] - mean) / root * gamma + one["beta"]
    return [torch.stack(rows), new_bias]
