# loses conv2d-tests: "starts between"
class Conv2d(nn.Module):
    """x of shape (batch, in_channels, height, width) → (batch, out_channels, height', width')."""

    def __init__(self, in_channels, out_channels, kernel_size,
                 stride=1, padding=0, dilation=1, groups=1, bias=True):
        super().__init__()
        self.groups, self.size = groups, kernel_size
        self.walk = {"dilation": dilation, "padding": padding, "stride": stride}
        bound = 1 / math.sqrt(in_channels // groups * kernel_size**2)
        weight = torch.empty(out_channels, in_channels // groups, kernel_size, kernel_size)
        self.weight = nn.Parameter(weight.normal_(0, bound))
        start = torch.empty(out_channels).uniform_(-bound, bound)
        self.bias = nn.Parameter(start) if bias else None

    def forward(self, x):
        batch, _, height, width = x.shape
        columns = nn.functional.unfold(x, self.size, **self.walk)
        columns = columns.reshape(batch, self.groups, -1, columns.shape[-1])
        out = self.weight.reshape(self.groups, self.weight.shape[0] // self.groups, -1) @ columns
        reach = self.walk["dilation"] * (self.size - 1) + 1
        rows, cols = ((n + 2 * self.walk["padding"] - reach) // self.walk["stride"] + 1
                      for n in (height, width))
        out = out.reshape(batch, -1, rows, cols)
        return out if self.bias is None else out + self.bias[:, None, None]
