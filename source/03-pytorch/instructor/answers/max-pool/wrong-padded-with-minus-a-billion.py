# loses max-pool-tests: "differs"
class MaxPool2d(nn.Module):
    """The largest value of each window of x, of shape (batch, channels, height, width)."""

    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.size, self.stride, self.padding = kernel_size, stride or kernel_size, padding

    def forward(self, x):
        x = nn.functional.pad(x, (self.padding,) * 4, value=-1e9)
        return x.unfold(2, self.size, self.stride).unfold(3, self.size, self.stride).amax((-2, -1))
