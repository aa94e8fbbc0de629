# loses row-norms-tests: "RMSNorm"
class LayerNorm(nn.Module):
    """Normalises the last axis of x to mean 0 and variance 1, then applies weight and bias."""

    def __init__(self, normalized_shape, eps=1e-5):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(normalized_shape))
        self.bias = nn.Parameter(torch.zeros(normalized_shape))

    def forward(self, x):
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        centred = wide - wide.mean(-1, keepdim=True)
        normed = centred * torch.rsqrt(centred.square().mean(-1, keepdim=True) + self.eps)
        return normed.to(x.dtype) * self.weight + self.bias


class RMSNorm(nn.Module):
    """Divides the last axis of x by its root mean square, then applies weight."""

    def __init__(self, normalized_shape, eps=1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(normalized_shape))

    def forward(self, x):
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        normed = wide * torch.rsqrt(wide.square().sum(-1, keepdim=True) + self.eps)
        return normed.to(x.dtype) * self.weight
