import numpy as np


def magnitude_masks(weights, share, scope="global"):
    """Masks by name, True for the weights that stay."""
    names = [name for name in weights if weights[name].ndim >= 2]
    sizes = {name: np.abs(weights[name].detach().numpy()).ravel() for name in names}

    def stays(row):
        order = np.argsort(row, kind="stable")
        keep = np.full(row.size, True)
        keep[order[: int(share * row.size)]] = False
        return keep

    if scope == "layer":
        cut = [stays(sizes[name]) for name in names]
    elif scope == "global":
        if not names:
            return {}
        ends = np.cumsum([sizes[name].size for name in names])[:-1]
        cut = np.split(stays(np.concatenate([sizes[name] for name in names])), ends)
    else:
        raise ValueError(scope)
    return {name: torch.from_numpy(one.copy()).reshape(weights[name].shape) for name, one in zip(names, cut)}
