# loses cut-chain-tests: "a buffer"
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
            mean = layer.running_mean[keep]
            del layer.running_mean
            layer.running_mean = nn.Parameter(mean, requires_grad=False)
            layer.running_var = layer.running_var[keep]
            if layer.affine:
                layer.weight = nn.Parameter(layer.weight[keep], layer.weight.requires_grad)
                layer.bias = nn.Parameter(layer.bias[keep], layer.bias.requires_grad)
            layer.num_features = len(keep)
        elif isinstance(layer, nn.Conv2d):
            layer.weight = nn.Parameter(layer.weight[:, keep], layer.weight.requires_grad)
            layer.in_channels = len(keep)
            break
    return small
