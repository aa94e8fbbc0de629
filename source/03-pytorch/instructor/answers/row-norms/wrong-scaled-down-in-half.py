# loses row-norms-tests: "RMSNorm: sums in float32", "in torch.float16"
class LayerNorm(nn.Module):
    def __init__(self, normalized_shape, eps=1e-5):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(normalized_shape))
        self.bias = nn.Parameter(torch.zeros(normalized_shape))

    def forward(self, x):
        wide = x.to(torch.promote_types(x.dtype, torch.float32))
        mean = wide.mean(-1, keepdim=True)
        var = wide.var(-1, keepdim=True, unbiased=False)
        y = (wide - mean) * torch.rsqrt(var + self.eps)
        return y.to(x.dtype) * self.weight + self.bias


class RMSNorm(nn.Module):
    def __init__(self, normalized_shape, eps=1e-6):
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(normalized_shape))

    def forward(self, x):
        broad = x / 16 if x.dtype == torch.float16 else x
        y = broad * torch.rsqrt((broad ** 2).mean(-1, keepdim=True) + self.eps)
        return y.to(x.dtype) * self.weight
