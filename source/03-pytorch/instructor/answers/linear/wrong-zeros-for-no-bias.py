# loses linear-tests: "bias=False"
class Linear(nn.Module):
    """x of shape (..., in_features) → (..., out_features)."""

    def __init__(self, in_features, out_features, bias=True):
        super().__init__()
        bound = 1 / math.sqrt(in_features)
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-bound, bound))
        self.bias = None
        if bias:
            self.bias = nn.Parameter(torch.empty(out_features).uniform_(-bound, bound))

    def forward(self, x):
        y = x @ self.weight.T
        b = torch.zeros(len(self.weight)) if self.bias is None else self.bias
        return y + b
