# loses fake-quantise-tests: "FakeQuantise"
class FakeQuantise(nn.Module):
    def __init__(self, bits=8, momentum=0.1):
        super().__init__()
        self.last = 2 ** (bits - 1) - 1
        self.momentum = momentum
        self.register_buffer("largest", torch.tensor(0.0))

    def forward(self, x):
        if torch.is_grad_enabled() and self.training:
            with torch.no_grad():
                m = x.abs().max()
                self.largest += m if self.largest == 0 else self.momentum * (m - self.largest)
        if self.largest == 0:
            return x
        limit = self.largest.detach().clone()
        scale = limit / self.last
        limited = torch.clamp(x, -limit, limit)
        rounded = scale * torch.round(limited / scale)
        return limited + (rounded - limited).detach()
