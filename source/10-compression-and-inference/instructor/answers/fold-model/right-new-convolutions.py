def _leaves(model):
    stack, found = [model], []
    while stack:
        top = stack.pop()
        if isinstance(top, nn.Sequential):
            stack.extend(reversed(list(top.children()) if False else [top[k] for k in range(len(top))]))
        else:
            found.append(top)
    return found


def fold(model):
    layers, result, place = _leaves(model), [], 0
    with torch.no_grad():
        while place < len(layers):
            layer = layers[place]
            place += 1
            if type(layer) is not nn.Conv2d:
                result.append(copy.deepcopy(layer))
                continue
            weight = layer.weight.clone()
            bias = None if layer.bias is None else layer.bias.clone()
            while place < len(layers) and type(layers[place]) is nn.BatchNorm2d and layers[place].track_running_stats:
                norm = layers[place]
                bias = torch.zeros(len(weight), dtype=weight.dtype) if bias is None else bias
                inverse = torch.rsqrt(norm.running_var + norm.eps)
                weight, bias = weight * inverse[:, None, None, None], (bias - norm.running_mean) * inverse
                if norm.affine:
                    weight, bias = weight * norm.weight[:, None, None, None], bias * norm.weight + norm.bias
                place += 1
            new = nn.Conv2d(
                layer.in_channels, layer.out_channels, layer.kernel_size, layer.stride, layer.padding, layer.dilation,
                layer.groups, bias is not None, layer.padding_mode, dtype=weight.dtype,
            )
            new.weight.copy_(weight)
            if bias is not None:
                new.bias.copy_(bias)
            result.append(new)
    return nn.Sequential(*result).train(False)
