def fold(model):
    before = [None]  # the convolution right in front, if any

    def walk(layer):
        if isinstance(layer, nn.Sequential):
            return nn.Sequential(*[walk(one) for one in layer])
        if isinstance(layer, nn.BatchNorm2d) and before[0] is not None and layer.running_var is not None:
            conv, dtype = before[0], before[0].weight.dtype
            gamma = torch.ones_like(layer.running_var) if layer.weight is None else layer.weight.detach()
            beta = torch.zeros_like(layer.running_var) if layer.bias is None else layer.bias.detach()
            old = torch.zeros_like(beta) if conv.bias is None else conv.bias.detach()
            scale = gamma / torch.sqrt(layer.running_var + layer.eps)
            conv.weight = nn.Parameter((conv.weight.detach() * scale.view(-1, 1, 1, 1)).to(dtype))
            conv.bias = nn.Parameter((scale * (old - layer.running_mean) + beta).to(dtype))
            return nn.Identity()
        new = copy.deepcopy(layer)
        before[0] = new if isinstance(new, nn.Conv2d) else None
        return new

    return walk(model).eval()
