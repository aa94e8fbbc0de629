# loses dropout-tests: "Dropout(1): the gradient of the input is"
class Dropout(nn.Module):
    def __init__(self, p=0.5):
        super().__init__()
        if not 0 <= p <= 1:
            raise ValueError(f"p must lie in 0 to 1, not {p}")
        self.p = p

    def forward(self, x):
        if not self.training or self.p == 0:
            return x
        keep = torch.rand_like(x) >= self.p
        return (x * keep / (1 - self.p)).nan_to_num(0.0)
