# loses fold-pair-tests: "is what you write"
from torch.nn.utils.fusion import fuse_conv_bn_weights


def fold_pair(weight, bias, mean, var, gamma, beta, eps):
    return tuple(one.detach() for one in fuse_conv_bn_weights(weight, bias, mean, var, eps, gamma, beta))
