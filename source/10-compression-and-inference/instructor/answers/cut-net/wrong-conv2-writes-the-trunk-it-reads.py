# loses cut-net-tests: "raised an error"
def cut_net(net, keep):
    """A copy of *net* without the channels that no convolution writing them keeps."""
    small = copy.deepcopy(net).eval()
    writers = [[("conv", small.conv, small.norm)]]
    for number, block in enumerate(small.blocks):
        writers[-1].append((f"blocks.{number}.conv2", block.conv2, block.norm2))
        if block.skip is not None:
            writers.append([(f"blocks.{number}.skip.0", *block.skip)])

    def kept(name, conv):
        return keep.get(name, range(conv.out_channels))

    def part(old, index):
        return nn.Parameter(old[index], old.requires_grad) if isinstance(old, nn.Parameter) else old[index]

    def rows(conv, norm, stay):
        for layer in (conv, norm):
            for name, old in [*layer._parameters.items(), *layer._buffers.items()]:
                if old is not None and old.ndim:
                    setattr(layer, name, part(old, stay))
        conv.out_channels = norm.num_features = len(stay)

    def columns(layer, stay):
        layer.weight = part(layer.weight, (slice(None), stay))
        setattr(layer, "in_features" if isinstance(layer, nn.Linear) else "in_channels", len(stay))

    trunks = []
    for trunk in writers:
        stay = sorted(set().union(*(kept(name, conv) for name, conv, _ in trunk)))
        trunks.append(stay)
        for name, conv, norm in trunk:
            silent = sorted(set(stay) - set(kept(name, conv)))
            for value in (conv.weight, conv.bias, norm.bias, norm.running_mean):
                if value is not None:
                    value.data[silent] = 0
            rows(conv, norm, stay)

    here = 0
    for number, block in enumerate(small.blocks):
        inside = list(kept(f"blocks.{number}.conv1", block.conv1))
        columns(block.conv1, trunks[here])
        rows(block.conv1, block.norm1, inside)
        columns(block.conv2, inside)
        if block.skip is not None:
            columns(block.skip[0], trunks[here])
            here += 1
    columns(small.head, trunks[here])
    return small
