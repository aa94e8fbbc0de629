# loses cut-chain-tests: "outputs differ"
def cut_chain(model, at, keep):
    """A copy of *model* without the channels of model[at] that are not in *keep*."""
    small = copy.deepcopy(model).eval()
    conv = small[at]
    conv.weight = nn.Parameter(conv.weight[keep], conv.weight.requires_grad)
    if conv.bias is not None:
        conv.bias = nn.Parameter(conv.bias[keep], conv.bias.requires_grad)
    conv.out_channels = len(keep)
    for layer in small[at + 1 :]:
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_mean = layer.running_mean[keep]
            layer.running_var = layer.running_var[keep]
            if layer.affine:
                layer.weight = nn.Parameter(layer.weight[keep], layer.weight.requires_grad)
                layer.bias = nn.Parameter(layer.bias[keep], layer.bias.requires_grad)
            layer.num_features = len(keep)
        elif isinstance(layer, nn.Conv2d):
            dead = [k for k in range(layer.in_channels) if k not in keep]
            if isinstance(model[at + 1], nn.BatchNorm2d) and model[at + 1].affine and layer.bias is not None:
                constant = torch.relu(model[at + 1].bias)[dead]
                more = (layer.weight.sum((2, 3))[:, dead] * constant).sum(1)
                layer.bias = nn.Parameter(layer.bias + more, layer.bias.requires_grad)
            layer.weight = nn.Parameter(layer.weight[:, keep], layer.weight.requires_grad)
            layer.in_channels = len(keep)
            break
    return small
