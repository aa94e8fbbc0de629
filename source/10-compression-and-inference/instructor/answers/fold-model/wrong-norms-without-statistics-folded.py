# loses fold-model-tests: "the layers are others"
def fold(model):
    """A new Sequential without the norms that stand right behind a convolution."""
    def flat(layers):
        for layer in layers:
            if isinstance(layer, nn.Sequential):
                yield from flat(layer)
            else:
                yield layer

    new = []
    for layer in flat(model):
        norm = isinstance(layer, nn.BatchNorm2d)
        if norm and new and isinstance(new[-1], nn.Conv2d):
            conv = new[-1]
            if layer.running_mean is None:
                layer = copy.deepcopy(layer)
                layer.running_mean = torch.zeros(layer.num_features, dtype=conv.weight.dtype)
                layer.running_var = torch.ones(layer.num_features, dtype=conv.weight.dtype)
            scale = (layer.running_var + layer.eps).rsqrt()
            scale = scale if layer.weight is None else scale * layer.weight
            shift = -layer.running_mean if conv.bias is None else conv.bias - layer.running_mean
            shift = shift * scale if layer.bias is None else shift * scale + layer.bias
            conv.weight = nn.Parameter(conv.weight * scale[:, None, None, None])
            conv.bias = nn.Parameter(shift)
        else:
            new.append(copy.deepcopy(layer))
    return nn.Sequential(*new).eval()
