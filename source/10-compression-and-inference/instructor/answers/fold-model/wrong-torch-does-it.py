# loses fold-model-tests: "weight and bias are parameters"
from torch.nn.utils.fusion import fuse_conv_bn_eval


def fold(model):
    def flat(layers):
        for layer in layers:
            if isinstance(layer, nn.Sequential):
                yield from flat(layer)
            else:
                yield copy.deepcopy(layer).eval()

    new = []
    for layer in flat(model):
        norm = isinstance(layer, nn.BatchNorm2d) and layer.running_mean is not None
        if norm and new and isinstance(new[-1], nn.Conv2d):
            new[-1] = fuse_conv_bn_eval(new[-1], layer)
        else:
            new.append(layer)
    return nn.Sequential(*new).eval()
