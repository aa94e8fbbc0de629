# loses two-layer-tests: "masks"
class Pool(nn.Module):
    """x (batch, time, size), mask (batch, time) → (batch, size)."""

    def __init__(self, size, hidden):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(hidden, size).uniform_(-(size**-0.5), size**-0.5))
        self.bias = nn.Parameter(torch.zeros(hidden))
        self.query = nn.Parameter(torch.empty(hidden).uniform_(-(hidden**-0.5), hidden**-0.5))

    def forward(self, x, mask):
        rules = sheet["B"]
        u = x @ self.weight.T + self.bias
        h = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu}[rules["score"]](u)
        s = (h @ self.query) / rules["heat"]
        s = s.clamp(-1e9, 1e9)
        a = torch.softmax(s.masked_fill(~mask, float("-inf")), 1)
        y = (a[:, :, None] * x).sum(1)
        real = mask[:, :, None].to(x.dtype)
        mean = (real * x).sum(1) / real.sum(1)
        y = y - mean if rules["value"] == "centred" else (y + mean) / 2
        return y
