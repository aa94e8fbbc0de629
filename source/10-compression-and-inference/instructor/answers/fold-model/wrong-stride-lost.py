# loses fold-model-tests: "outputs' shape"
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
        norm = isinstance(layer, nn.BatchNorm2d) and layer.running_mean is not None
        if norm and new and isinstance(new[-1], nn.Conv2d):
            conv = new[-1]
            scale = (layer.running_var + layer.eps).rsqrt()
            scale = scale if layer.weight is None else scale * layer.weight
            shift = -layer.running_mean if conv.bias is None else conv.bias - layer.running_mean
            shift = shift * scale if layer.bias is None else shift * scale + layer.bias
            conv.weight = nn.Parameter(conv.weight * scale[:, None, None, None])
            conv.bias = nn.Parameter(shift)
            new[-1] = nn.Conv2d(conv.in_channels, conv.out_channels, conv.kernel_size, padding=conv.padding, dilation=conv.dilation, groups=conv.groups, padding_mode=conv.padding_mode, dtype=conv.weight.dtype)
            new[-1].load_state_dict(conv.state_dict())
        else:
            new.append(copy.deepcopy(layer))
    return nn.Sequential(*new).eval()
