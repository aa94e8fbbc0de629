# loses fold-model-tests: "models inside"
def fold(model):
    flat = []

    def walk(inner):
        for layer in inner:
            if isinstance(layer, nn.Sequential):
                for one in layer:
                    flat.extend(one if isinstance(one, nn.Sequential) else [one])
            else:
                flat.append(layer)

    walk(model)
    out = []
    for layer in flat:
        if isinstance(layer, nn.BatchNorm2d) and layer.running_mean is not None and out and isinstance(out[-1], nn.Conv2d):
            conv = out[-1]
            weight, bias = fold_pair(conv.weight.detach(), None if conv.bias is None else conv.bias.detach(), layer.running_mean, layer.running_var,
                None if layer.weight is None else layer.weight.detach(), None if layer.bias is None else layer.bias.detach(), layer.eps)
            conv.weight, conv.bias = nn.Parameter(weight), nn.Parameter(bias)
        else:
            out.append(copy.deepcopy(layer))
    return nn.Sequential(*out).eval()
