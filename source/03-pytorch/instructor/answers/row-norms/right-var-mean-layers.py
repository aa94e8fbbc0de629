class LayerNorm(nn.Module):
    """Normalises the last axis of x to mean 0 and variance 1, then applies weight and bias."""

    def __init__(self, normalized_shape, eps=1e-5):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(normalized_shape))
        self.bias = nn.Parameter(torch.zeros(normalized_shape))

    def forward(self, x):
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        var, mean = torch.var_mean(wide, -1, correction=0, keepdim=True)
        normed = (wide - mean) / torch.sqrt(var + self.eps)
        return normed.to(x.dtype) * self.weight + self.bias


class RMSNorm(nn.Module):
    """Divides the last axis of x by its root mean square, then applies weight."""

    def __init__(self, normalized_shape, eps=1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(normalized_shape))

    def forward(self, x):
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        normed = wide / (wide.pow(2).mean(-1, keepdim=True) + self.eps) ** 0.5
        return normed.to(x.dtype) * self.weight
