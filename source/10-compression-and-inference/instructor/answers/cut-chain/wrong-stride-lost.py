# loses cut-chain-tests: "outputs' shape"
def cut_chain(model, at, keep):
    """A copy of *model* without the channels of model[at] that are not in *keep*."""
    small = copy.deepcopy(model).eval()
    conv = small[at]
    old = conv
    conv = small[at] = nn.Conv2d(
        old.in_channels, old.out_channels, old.kernel_size, padding=old.padding, dilation=old.dilation, padding_mode=old.padding_mode, bias=old.bias is not None, dtype=old.weight.dtype
    ).eval()
    conv.load_state_dict(old.state_dict())
    for one, other in zip(conv.parameters(), old.parameters()):
        one.requires_grad_(other.requires_grad)
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
            layer.weight = nn.Parameter(layer.weight[:, keep], layer.weight.requires_grad)
            layer.in_channels = len(keep)
            break
    return small
