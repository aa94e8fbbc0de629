# loses one-layer-tests: "float64"
class Gate(nn.Module):
    """x of shape (..., size) → the same shape."""

    def __init__(self, size):
        super().__init__()
        bound = size**-0.5
        self.weight = nn.Parameter(torch.empty(size, size).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.zeros(size))
        self.scale = nn.Parameter(torch.ones(size))

    def forward(self, x):
        x = x.float().to(x.dtype)
        rules = sheet["B"]
        n = self.scale * x / torch.sqrt(x.square().mean(-1, keepdim=True) + rules["eps"])
        z = n @ self.weight.T + self.bias
        if rules["gate"] == "hard":
            g = (z / 6 + 0.5).clamp(0, 1)
        else:
            g = torch.sigmoid(z) if rules["gate"] == "sigmoid" else (torch.tanh(z) + 1) / 2
        return x + g * n if rules["join"] == "residual" else g * n + (1 - g) * x
