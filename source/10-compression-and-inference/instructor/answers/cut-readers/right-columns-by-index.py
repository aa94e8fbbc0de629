def cut(model, at, keep):
    keep = [int(k) for k in keep]
    width, count, open_channels = None, len(keep), True
    layers = []
    for place, old in enumerate(model):
        layer = copy.deepcopy(old)
        if place >= at and open_channels:
            depthwise = isinstance(layer, nn.Conv2d) and layer.groups > 1
            if place == at or depthwise or isinstance(layer, nn.BatchNorm2d):
                for store in (layer._parameters, layer._buffers):
                    for name, value in store.items():
                        if value is not None and value.dim() > 0:
                            piece = value.detach()[keep].clone()
                            if store is layer._parameters:
                                piece = nn.Parameter(piece, requires_grad=value.requires_grad)
                            store[name] = piece
                if place == at:
                    width, layer.out_channels = layer.out_channels, count
                elif depthwise:
                    layer.groups = layer.in_channels = layer.out_channels = count
                else:
                    layer.num_features = count
            elif isinstance(layer, (nn.Conv2d, nn.Linear)):
                each = layer.weight.shape[1] // width
                columns = [k * each + i for k in keep for i in range(each)]
                layer.weight = nn.Parameter(layer.weight.detach()[:, columns], layer.weight.requires_grad)
                if isinstance(layer, nn.Linear):
                    layer.in_features = len(columns)
                else:
                    layer.in_channels = len(columns)
                open_channels = False
        layers.append(layer)
    return nn.Sequential(*layers).eval()
