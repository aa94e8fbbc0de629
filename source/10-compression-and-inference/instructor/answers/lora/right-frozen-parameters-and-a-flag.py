class LoRALinear(nn.Module):
    """A frozen linear layer and a trained change of low rank beside it."""

    def __init__(self, weight, bias, rank, alpha):
        super().__init__()
        out, inputs = weight.shape
        self.weight = nn.Parameter(weight.clone(), requires_grad=False)
        self.bias = None if bias is None else nn.Parameter(bias.clone(), requires_grad=False)
        self.down = nn.Parameter(torch.empty(rank, inputs, dtype=weight.dtype))
        nn.init.kaiming_uniform_(self.down, a=math.sqrt(5))
        self.up = nn.Parameter(torch.zeros(out, rank, dtype=weight.dtype))
        self.alpha, self.rank = alpha, rank
        self.merged = False
        self.register_buffer("original", weight.clone(), persistent=False)

    def forward(self, x):
        y = x @ self.weight.T
        if not self.merged:
            y = y + (self.alpha / self.rank) * ((x @ self.down.T) @ self.up.T)
        return y if self.bias is None else y + self.bias

    def merge(self):
        """Add the change to weight."""
        if not self.merged:
            self.original.copy_(self.weight.data)
            self.weight.data.add_(self.up.data @ self.down.data, alpha=self.alpha / self.rank)
            self.merged = True

    def unmerge(self):
        """Bring weight back, bit for bit."""
        if self.merged:
            self.weight.data.copy_(self.original)
            self.merged = False
