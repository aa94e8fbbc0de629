def _take(layer, name, index, axis=0):
    value = getattr(layer, name)
    if value is None:
        return
    chosen = value.detach().index_select(axis, index).clone()
    if isinstance(value, nn.Parameter):
        chosen = nn.Parameter(chosen, requires_grad=value.requires_grad)
    setattr(layer, name, chosen)


def _write(conv, norm, stays, own):
    """The rows of a writer: those of the trunk, silent where it has none of its own."""
    index = torch.tensor(stays, dtype=torch.long)
    for name in ("weight", "bias"):
        _take(conv, name, index)
        _take(norm, name, index)
    for name in ("running_mean", "running_var"):
        _take(norm, name, index)
    conv.out_channels = norm.num_features = len(stays)
    quiet = [place for place, channel in enumerate(stays) if channel not in own]
    with torch.no_grad():
        if norm.affine:
            norm.weight[quiet] = 0
            norm.bias[quiet] = 0
        else:
            conv.weight[quiet] = 0
            norm.running_mean[quiet] = 0
            if conv.bias is not None:
                conv.bias[quiet] = 0


def _read(layer, stays):
    _take(layer, "weight", torch.tensor(stays, dtype=torch.long), axis=1)
    if isinstance(layer, nn.Linear):
        layer.in_features = len(stays)
    else:
        layer.in_channels = len(stays)


def cut_net(net, keep):
    net = copy.deepcopy(net).eval()
    everything = lambda name, conv: list(keep[name]) if name in keep else list(range(conv.out_channels))
    blocks = list(enumerate(net.blocks))
    starts = [k for k, block in blocks if block.skip is not None]
    bounds = [-1, *starts, len(blocks)]
    for begin, end in zip(bounds, bounds[1:]):
        writers = [("conv", net.conv, net.norm)] if begin < 0 else [(f"blocks.{begin}.skip.0", *net.blocks[begin].skip)]
        writers += [(f"blocks.{k}.conv2", b.conv2, b.norm2) for k, b in blocks if max(begin, 0) <= k < end]
        lists = [everything(name, conv) for name, conv, _ in writers]
        stays = sorted({channel for one in lists for channel in one})
        for (_, conv, norm), own in zip(writers, lists):
            _write(conv, norm, stays, own)
        for k, block in blocks:
            if begin < k <= end if begin >= 0 else k <= end:
                _read(block.conv1, stays)
                if k == end:
                    _read(block.skip[0], stays)
        if end == len(blocks):
            _read(net.head, stays)
    for k, block in blocks:
        inner = everything(f"blocks.{k}.conv1", block.conv1)
        _write(block.conv1, block.norm1, inner, inner)
        _read(block.conv2, inner)
    return net
