# loses cut-readers-tests: "cut at 0, keep [1]"
def cut(model, at, keep):
    """A copy of *model* without the channels of model[at] that are not in *keep*."""
    small = copy.deepcopy(model).eval()
    channels = small[at].out_channels

    def pick(layer, *names):
        for name in names:
            old = getattr(layer, name)
            if isinstance(old, nn.Parameter):
                setattr(layer, name, nn.Parameter(old[keep], old.requires_grad))
            elif old is not None:
                setattr(layer, name, old[keep])

    for place, layer in enumerate(small[at:]):
        if isinstance(layer, nn.BatchNorm2d):
            pick(layer, "weight", "bias", "running_mean", "running_var")
            layer.num_features = len(keep)
        elif isinstance(layer, nn.Conv2d) and (place == 0 or layer.groups > 2):
            pick(layer, "weight", "bias")
            layer.out_channels = len(keep)
            if layer.groups > 2:
                layer.in_channels = layer.groups = len(keep)
        elif isinstance(layer, (nn.Conv2d, nn.Linear)):
            old = layer.weight
            rows = old.reshape(len(old), channels, -1)[:, keep]
            rows = rows.reshape(len(old), -1, *old.shape[2:])
            layer.weight = nn.Parameter(rows, old.requires_grad)
            size = "in_features" if isinstance(layer, nn.Linear) else "in_channels"
            setattr(layer, size, rows.shape[1])
            break
    return small
