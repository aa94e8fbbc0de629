class MaxPool2d(nn.Module):
    """The largest value of each window of x, of shape (batch, channels, height, width)."""

    def __init__(self, kernel_size, stride=None, padding=0):
        super().__init__()
        self.size, self.stride, self.padding = kernel_size, stride or kernel_size, padding

    def forward(self, x):
        x = nn.functional.pad(x, (self.padding,) * 4, value=-math.inf)
        rows, cols = ((n - self.size) // self.stride + 1 for n in x.shape[2:])
        shifted = []
        for i in range(self.size):
            for j in range(self.size):
                taken = x[:, :, i::self.stride, j::self.stride]
                shifted.append(taken[:, :, :rows, :cols])
        return torch.stack(shifted).amax(0)
