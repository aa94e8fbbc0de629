# loses cut-chain-tests: "unlike before"
def cut_chain(model, at, keep):
    """A copy of *model* without the channels of model[at] that are not in *keep*."""
    small = copy.deepcopy(model).eval()
    conv = small[at]
    conv.weight = nn.Parameter(conv.weight[keep])
    if conv.bias is not None:
        conv.bias = nn.Parameter(conv.bias[keep])
    conv.out_channels = len(keep)
    for layer in small[at + 1 :]:
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_mean = layer.running_mean[keep]
            layer.running_var = layer.running_var[keep]
            if layer.affine:
                layer.weight = nn.Parameter(layer.weight[keep])
                layer.bias = nn.Parameter(layer.bias[keep])
            layer.num_features = len(keep)
        elif isinstance(layer, nn.Conv2d):
            layer.weight = nn.Parameter(layer.weight[:, keep])
            layer.in_channels = len(keep)
            break
    return small
