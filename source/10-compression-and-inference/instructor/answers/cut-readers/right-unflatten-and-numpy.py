import numpy as np


def cut(model, at, keep):
    """Numbers by NumPy, one flat list of steps."""
    small = copy.deepcopy(model).eval()
    channels = model[at].weight.shape[0]
    reader = next(
        k for k in range(at + 1, len(small))
        if isinstance(small[k], nn.Linear) or (isinstance(small[k], nn.Conv2d) and small[k].groups == 1)
    )

    def put(layer, name, array):
        old = getattr(layer, name)
        new = torch.from_numpy(np.ascontiguousarray(array)).clone()
        setattr(layer, name, nn.Parameter(new, old.requires_grad) if isinstance(old, nn.Parameter) else new)

    for layer in list(small)[at:reader]:
        for name in ("weight", "bias", "running_mean", "running_var"):
            value = getattr(layer, name, None)
            if value is not None:
                put(layer, name, np.take(value.detach().numpy(), keep, axis=0))
        for name in ("out_channels", "num_features"):
            if hasattr(layer, name):
                setattr(layer, name, len(keep))
        if getattr(layer, "groups", 1) > 1:
            layer.groups = layer.in_channels = len(keep)
    last = small[reader]
    weight = last.weight.detach().numpy()
    apart = weight.reshape(weight.shape[0], channels, weight.shape[1] // channels, *weight.shape[2:])
    taken = np.take(apart, keep, axis=1)
    put(last, "weight", taken.reshape(weight.shape[0], -1, *weight.shape[2:]))
    setattr(last, "in_features" if isinstance(last, nn.Linear) else "in_channels", last.weight.shape[1])
    return small
