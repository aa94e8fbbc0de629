# loses linear-tests: "isn't drawn uniformly"
class Linear(nn.Module):
    """x of shape (..., in_features) → (..., out_features)."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = 1 / math.sqrt(in_features)
        weight = torch.empty(out_features, in_features)
        self.weight = nn.Parameter(nn.init.trunc_normal_(weight, 0, bound / 2, -bound, bound))
        start = torch.empty(out_features).uniform_(-bound, bound)
        self.bias = nn.Parameter(start) if bias else None

    def forward(self, x):
        y = x @ self.weight.T
        return y if self.bias is None else y + self.bias
