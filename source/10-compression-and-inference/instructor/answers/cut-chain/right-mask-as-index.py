def cut_chain(model, at, keep):
    new = copy.deepcopy(model)
    n = new[at].weight.size(0)
    alive = torch.zeros(n, dtype=torch.bool)
    for channel in keep:
        alive[channel] = True

    def shrink(layer, name, axis):
        value = getattr(layer, name, None)
        if value is None:
            return
        smaller = torch.stack([part for part, on in zip(value.detach().unbind(axis), alive) if on], axis)
        if name in dict(layer.named_buffers()):
            layer.register_buffer(name, smaller)
        else:
            setattr(layer, name, nn.Parameter(smaller, requires_grad=value.requires_grad))

    place = at
    while True:
        layer = new[place]
        if place == at:
            shrink(layer, "weight", 0)
            shrink(layer, "bias", 0)
            layer.out_channels = int(alive.sum())
        elif type(layer) is nn.Conv2d:
            shrink(layer, "weight", 1)
            layer.in_channels = int(alive.sum())
            break
        elif type(layer) is nn.BatchNorm2d:
            for name in ("weight", "bias", "running_mean", "running_var"):
                shrink(layer, name, 0)
            layer.num_features = int(alive.sum())
        place += 1
    for layer in new.modules():
        layer.training = False
    return new
