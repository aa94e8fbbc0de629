# loses dropout-tests: "doesn't follow torch.manual_seed"
class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        if not 0 <= p <= 1:
            raise ValueError(f"p is {p}, not between 0 and 1")
        self.p = p
        self.draw = torch.Generator().manual_seed(torch.initial_seed())

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        keep = torch.bernoulli(torch.full_like(x, 1 - self.p), generator=self.draw)
        return x * keep / (1 - self.p)
