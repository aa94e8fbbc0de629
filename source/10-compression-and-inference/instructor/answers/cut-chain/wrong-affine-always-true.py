# loses cut-chain-tests: "affine of layer"
def _rows(layer, name, index):
    old = getattr(layer, name)
    if old is not None:
        setattr(layer, name, nn.Parameter(old.detach()[index].clone(), requires_grad=old.requires_grad))


def cut_chain(model, at, keep):
    small = copy.deepcopy(model).eval()
    keep = list(keep)
    conv = small[at]
    _rows(conv, "weight", keep)
    _rows(conv, "bias", keep)
    conv.out_channels = len(keep)
    for layer in small[at + 1:]:
        if isinstance(layer, nn.BatchNorm2d):
            _rows(layer, "weight", keep)
            _rows(layer, "bias", keep)
            layer.running_mean = layer.running_mean[keep]
            layer.running_var = layer.running_var[keep]
            layer.num_features = len(keep)
            layer.affine = True
        elif isinstance(layer, nn.Conv2d):
            _rows(layer, "weight", (slice(None), keep))
            layer.in_channels = len(keep)
            break
    return small
