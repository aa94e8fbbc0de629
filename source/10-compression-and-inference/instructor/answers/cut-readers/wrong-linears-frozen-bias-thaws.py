# loses cut-readers-tests: "unlike before"
def _rows(layer, name, index):
    old = getattr(layer, name)
    if old is not None:
        setattr(layer, name, nn.Parameter(old.detach()[index].clone(), requires_grad=old.requires_grad))



def cut(model, at, keep):
    small = copy.deepcopy(model).eval()
    keep = list(keep)
    n = small[at].out_channels
    for layer in small[at:]:
        if isinstance(layer, nn.Conv2d) and (layer is small[at] or layer.groups > 1):
            if layer.groups > 1:
                layer.groups = layer.in_channels = len(keep)
            _rows(layer, "weight", keep)
            _rows(layer, "bias", keep)
            layer.out_channels = len(keep)
        elif isinstance(layer, nn.BatchNorm2d):
            _rows(layer, "weight", keep)
            _rows(layer, "bias", keep)
            layer.running_mean = layer.running_mean[keep]
            layer.running_var = layer.running_var[keep]
            layer.num_features = len(keep)
        elif isinstance(layer, nn.Conv2d):
            _rows(layer, "weight", (slice(None), keep))
            layer.in_channels = len(keep)
            break
        elif isinstance(layer, nn.Linear):
            each = layer.in_features // n
            columns = [channel * each + one for channel in keep for one in range(each)]
            _rows(layer, "weight", (slice(None), columns))
            layer.in_features = len(columns)
            layer.bias = None if layer.bias is None else nn.Parameter(layer.bias.detach().clone())
            break
    return small
