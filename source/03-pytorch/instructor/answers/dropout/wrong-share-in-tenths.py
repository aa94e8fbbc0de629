# loses dropout-tests: "Dropout(0.25) drops"
class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        if not 0 <= p <= 1:
            raise ValueError("p is a probability")
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        if self.p == 1:
            return torch.zeros_like(x)
        keep = torch.randint(0, 10, x.shape, device=x.device) >= round(10 * self.p)
        return torch.where(keep, x / (1 - self.p), 0.0)
