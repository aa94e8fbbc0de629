# loses fake-quantise-tests: "the example: values and the running range", "x as it was"
class FakeQuantise(nn.Module):
    """Values on a symmetric grid, with gradients as if there were none."""

    def __init__(self, bits=8, momentum=0.1):
        super().__init__()
        self.last, self.momentum = 2 ** (bits - 1) - 1, momentum
        self.register_buffer("largest", torch.tensor(0.0))

    def forward(self, x):
        if self.training:
            with torch.no_grad():
                m = x.abs().max()
                self.largest += (m - self.largest) * (self.momentum if self.largest > 0 else 1)
        if self.largest == 0:
            return x
        largest = float(self.largest)
        scale = largest / self.last
        limited = x.clamp_(-largest, largest)
        return limited + (torch.round(limited / scale) * scale - limited).detach()
