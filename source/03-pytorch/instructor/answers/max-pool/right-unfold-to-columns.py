class MaxPool2d(nn.Module):
    """The largest value of each window of x, of shape (batch, channels, height, width)."""

    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.size, self.stride, self.padding = kernel_size, stride or kernel_size, padding

    def forward(self, x):
        b, c, h, w = x.shape
        x = nn.functional.pad(x, (self.padding,) * 4, value=float("-inf"))
        planes = x.reshape(b * c, 1, *x.shape[2:])
        columns = nn.functional.unfold(planes, self.size, stride=self.stride)
        rows = (h + 2 * self.padding - self.size) // self.stride + 1
        return columns.amax(1).reshape(b, c, rows, -1)
