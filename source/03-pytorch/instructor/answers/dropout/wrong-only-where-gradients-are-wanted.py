# loses dropout-tests: "under torch.no_grad()", "drops nothing"
class Dropout(nn.Module):
    """In training mode, zeroes each value with probability p and divides the others by 1 - p."""

    def __init__(self, p=0.5):
        super().__init__()
        if not 0 <= p <= 1:
            raise ValueError(f"p must lie between 0 and 1, not {p}")
        self.p = p

    def forward(self, x):
        if not (self.training and torch.is_grad_enabled()) or self.p == 0:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        mask = torch.rand_like(x) >= self.p
        return x * mask / (1 - self.p)
