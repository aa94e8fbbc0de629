# loses lora-tests: "the state after unmerge()"
class LoRALinear(nn.Module):
    def __init__(self, weight, bias, rank, alpha):
        super().__init__()
        out, into = weight.shape
        self.register_buffer("weight", weight.detach().clone())
        self.register_buffer("bias", None if bias is None else bias.detach().clone())
        self.down = nn.Parameter(torch.randn(rank, into, dtype=weight.dtype) / into**0.5)
        self.up = nn.Parameter(torch.zeros(out, rank, dtype=weight.dtype))
        self.factor = alpha / rank
        self.kept = None
        self.first = weight.detach().clone()

    def forward(self, x):
        y = F.linear(x, self.weight, self.bias)
        if self.kept is None:
            y = y + self.factor * ((x @ self.down.T) @ self.up.T)
        return y

    @torch.no_grad()
    def merge(self):
        if self.kept is None:
            self.kept = self.first
            self.weight = self.weight + self.factor * (self.up @ self.down)

    @torch.no_grad()
    def unmerge(self):
        if self.kept is not None:
            self.weight, self.kept = self.kept, None
