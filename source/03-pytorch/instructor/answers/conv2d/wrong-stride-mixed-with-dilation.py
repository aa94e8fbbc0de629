# loses conv2d-tests: "Conv2d(2, 3, 2, stride=2, dilation=3, padding=1)"
class Conv2d(nn.Module):
    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        dilation=1,
        groups=1,
        bias=True,
    ):
        super().__init__()
        self.walk = {
            "stride": max(stride, dilation) if stride > 1 and dilation > 1 else stride,
            "padding": padding,
            "dilation": dilation,
        }
        self.k, self.groups = kernel_size, groups
        shape = (out_channels, in_channels // groups, kernel_size, kernel_size)
        bound = 1 / math.sqrt(in_channels // groups * kernel_size**2)
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.bias = None
        if bias:
            self.bias = nn.Parameter(torch.empty(out_channels).uniform_(-bound, bound))

    def forward(self, x):
        stride, padding, dilation = self.walk.values()
        reach = dilation * (self.k - 1)
        high, wide = ((side + 2 * padding - reach - 1) // stride + 1 for side in x.shape[2:])
        columns = F.unfold(x, self.k, **self.walk)
        columns = columns.reshape(len(x), self.groups, -1, high * wide)
        weight = self.weight.reshape(self.groups, len(self.weight) // self.groups, -1)
        y = (weight @ columns).reshape(len(x), -1, high, wide)
        return y if self.bias is None else y + self.bias[:, None, None]
