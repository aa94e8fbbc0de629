def cut_chain(model: nn.Sequential, at: int, keep: list[int]) -> nn.Sequential:
    """Builds every layer anew and copies numbers into it."""
    index = torch.as_tensor(keep)
    layers, state = [], "before"
    for place, layer in enumerate(model):
        if isinstance(layer, nn.Conv2d):
            out = len(keep) if place == at else layer.out_channels
            reads = state == "open"
            new = nn.Conv2d(
                len(keep) if reads else layer.in_channels, out, layer.kernel_size, layer.stride, layer.padding,
                layer.dilation, bias=layer.bias is not None, padding_mode=layer.padding_mode, dtype=layer.weight.dtype,
            )
            weight = layer.weight.detach()
            bias = None if layer.bias is None else layer.bias.detach()
            if place == at:
                weight, bias = weight.index_select(0, index), None if bias is None else bias.index_select(0, index)
                state = "open"
            elif reads:
                weight, state = weight.index_select(1, index), "done"
            new.weight.data.copy_(weight)
            new.weight.requires_grad_(layer.weight.requires_grad)
            if bias is not None:
                new.bias.data.copy_(bias)
                new.bias.requires_grad_(layer.bias.requires_grad)
        elif isinstance(layer, nn.BatchNorm2d):
            chosen = index if state == "open" else torch.arange(layer.num_features)
            new = nn.BatchNorm2d(
                len(chosen), eps=layer.eps, momentum=layer.momentum, affine=layer.affine, dtype=layer.running_mean.dtype
            )
            old = layer.state_dict()
            new.load_state_dict({name: value[chosen] if value.ndim else value for name, value in old.items()})
            for one, other in zip(new.parameters(), layer.parameters()):
                one.requires_grad_(other.requires_grad)
        else:
            new = copy.deepcopy(layer)
        layers.append(new)
    return nn.Sequential(*layers).eval()
