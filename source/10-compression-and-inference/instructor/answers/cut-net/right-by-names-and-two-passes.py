def cut_net(net, keep):
    layers = dict(net.named_modules())
    norm_of = {name: name.replace("conv", "norm") for name in layers if "conv" in name}
    norm_of |= {name: name[:-1] + "1" for name in layers if name.endswith("skip.0")}
    want = {name: set(keep.get(name, range(layers[name].out_channels))) for name in norm_of}

    group_of, group = {"conv": 0}, 0
    reads = {}
    for k, block in enumerate(net.blocks):
        reads[f"blocks.{k}.conv1"] = group
        if block.skip is not None:
            reads[f"blocks.{k}.skip.0"] = group
            group += 1
            group_of[f"blocks.{k}.skip.0"] = group
        group_of[f"blocks.{k}.conv2"] = group
    reads["head"] = group

    stays = {}
    for name, number in group_of.items():
        stays[number] = stays.get(number, set()) | want[name]
    rows = {name: sorted(stays[group_of[name]] if name in group_of else want[name]) for name in norm_of}
    columns = {name: sorted(stays[number]) for name, number in reads.items()}
    columns |= {name.replace("conv1", "conv2"): rows[name] for name in norm_of if name.endswith("conv1")}

    new = copy.deepcopy(net)
    parts = dict(new.named_modules())
    for name, norm in norm_of.items():
        index = torch.tensor(rows[name])
        heard = torch.tensor([float(c in want[name]) for c in rows[name]], dtype=parts["head"].weight.dtype)
        for owner in (parts[name], parts[norm]):
            for key, value in list(owner.named_parameters()) + list(owner.named_buffers()):
                if value.ndim == 0:
                    continue
                data = value.detach()[index]
                if (owner is parts[name] and key in ("weight", "bias")) or key in ("bias", "running_mean"):
                    data = data * heard.reshape([-1] + [1] * (data.ndim - 1))
                setattr(owner, key, nn.Parameter(data, value.requires_grad) if isinstance(value, nn.Parameter) else data)
        parts[name].out_channels = parts[norm].num_features = len(index)
    for name, channels in columns.items():
        part = parts[name]
        part.weight = nn.Parameter(part.weight.detach()[:, channels], part.weight.requires_grad)
        setattr(part, "in_features" if name == "head" else "in_channels", len(channels))
    return new.eval()
