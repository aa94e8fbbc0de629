# loses linear-tests: "'bias' must be None"
class Linear(nn.Module):
    """x of shape (..., in_features) → (..., out_features)."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = 1 / math.sqrt(in_features)
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-bound, bound))
        start = torch.empty(out_features).uniform_(-bound, bound)
        if bias:
            self.bias = nn.Parameter(start)

    def forward(self, x):
        y = x @ self.weight.T
        return y + self.bias if hasattr(self, "bias") else y
