# loses two-layer-tests: "input was changed"
import math

class Pool(nn.Module):
    """x (batch, time, size), mask (batch, time) → (batch, size)."""

    def __init__(self, size, hidden):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(hidden, size).uniform_(-1, 1) / math.sqrt(size))
        self.bias = nn.Parameter(torch.zeros(hidden))
        self.query = nn.Parameter(torch.empty(hidden).uniform_(-1, 1) / math.sqrt(hidden))

    def forward(self, x, mask):
        real = mask[..., None]
        x = x if x.requires_grad else x.masked_fill_(~real, 0.0)
        x = x.masked_fill(~real, 0.0)
        u = x @ self.weight.T + self.bias
        acts = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu}
        h = acts[sheet["B"]["score"]](u)
        s = (h @ self.query) / sheet["B"]["heat"]
        s = s.masked_fill(~mask, -math.inf)
        a = torch.softmax(s, dim=1)
        total = (a[..., None] * x).sum(1)
        mean = x.sum(1) / mask.sum(1, keepdim=True)
        if sheet["B"]["value"] == "centred":
            return total - mean
        return (total + mean) / 2
