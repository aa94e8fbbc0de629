class LoRALinear(nn.Module):
    """A frozen linear layer and a trained change of low rank beside it."""

    def __init__(self, weight, bias, rank, alpha):
        super().__init__()
        self.scale = alpha / rank
        self.before = []
        for name, tensor in (("weight", weight), ("bias", bias)):
            self.register_buffer(name, None if tensor is None else tensor.clone())
        self.up = nn.Parameter(torch.zeros(weight.size(0), rank).to(weight))
        self.down = nn.Parameter((torch.rand(rank, weight.size(1)) - 0.5).to(weight))

    def forward(self, x):
        whole = self.weight if self.before else self.weight + self.scale * self.up @ self.down
        y = torch.einsum("oi,...i->...o", whole, x)
        return y + self.bias if self.bias is not None else y

    @torch.no_grad()
    def merge(self):
        """Add the change to weight."""
        if not self.before:
            self.before.append(self.weight.clone())
            self.weight += self.scale * self.up @ self.down

    def unmerge(self):
        """Bring weight back, bit for bit."""
        while self.before:
            self.weight = self.before.pop()
