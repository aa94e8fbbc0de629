# loses lora-tests: "values and gradients of other layers", "training, merging, unmerging, and training on", "how down begins"
class LoRALinear(nn.Module):
    """A frozen linear layer and a trained change of low rank beside it."""

    def __init__(self, weight, bias, rank, alpha):
        super().__init__()
        self.register_buffer("weight", weight.detach().clone())
        self.register_buffer("bias", None if bias is None else bias.detach().clone())
        self.down = nn.Parameter(torch.randn(rank, weight.shape[1]) / rank)
        self.up = nn.Parameter(weight.new_zeros(weight.shape[0], rank))
        self.scale = alpha / rank
        self.kept = None

    def forward(self, x):
        y = F.linear(x, self.weight, self.bias)
        return y if self.kept is not None else y + self.scale * (x @ self.down.T.to(x.dtype) @ self.up.T)

    def merge(self):
        """Add the change to weight."""
        if self.kept is None:
            self.kept = self.weight
            with torch.no_grad():
                self.weight = self.weight + self.scale * (self.up @ self.down.to(self.up.dtype))

    def unmerge(self):
        """Bring weight back, bit for bit."""
        if self.kept is not None:
            self.weight, self.kept = self.kept, None
