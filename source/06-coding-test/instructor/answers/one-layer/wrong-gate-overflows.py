# loses one-layer-tests: "gradient"
class Gate(nn.Module):
    """x of shape (..., size) → the same shape."""

    def __init__(self, size):
        super().__init__()
        bound = 1 / size**0.5
        self.weight = nn.Parameter(torch.empty(size, size).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.zeros(size))
        self.scale = nn.Parameter(torch.ones(size))
        self.rules = dict(sheet["B"])

    def forward(self, x):
        eps = self.rules["eps"]
        n = self.scale * x / torch.sqrt(eps + x.pow(2).mean(-1, keepdim=True))
        z = n @ self.weight.T + self.bias
        steep = 2 if self.rules["gate"] == "tanh" else 1
        g = 1 / (1 + torch.exp(-steep * z))
        if self.rules["join"] == "residual":
            return x + g * n
        return g * n + (1 - g) * x
