# loses linear-tests: "starts between"
class Linear(nn.Module):
    """x of shape (..., in_features) → (..., out_features)."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = 1 / math.sqrt(in_features)
        self.weight = nn.Parameter(torch.rand(out_features, in_features) * bound)
        start = torch.empty(out_features).uniform_(-bound, bound)
        self.bias = nn.Parameter(start) if bias else None

    def forward(self, x):
        y = x @ self.weight.T
        return y if self.bias is None else y + self.bias
