# loses dropout-tests: "in torch.float64", "1.428571429"
class Dropout(nn.Module):
    """In training mode, zeroes each value with probability p and divides the others by 1 - p."""

    def __init__(self, p=0.5):
        super().__init__()
        if not 0 <= p <= 1:
            raise ValueError("p must be from 0 to 1")
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        kept = torch.rand_like(x) >= self.p
        return torch.where(kept, x / (1 - self.p + 1e-8), 0.0)
