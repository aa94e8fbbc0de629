# loses max-pool-tests: "expected inf"
class MaxPool2d(nn.Module):
    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.k, self.p = kernel_size, padding
        self.s = kernel_size if stride is None else stride

    def forward(self, x):
        x = F.pad(x, (self.p,) * 4, value=-math.inf)
        return (
            x.unfold(2, self.k, self.s)
            .unfold(3, self.k, self.s)
            .amax((-2, -1))
            .clamp(max=torch.finfo(x.dtype).max)
        )
