# loses conv2d-tests: "Conv2d(2, 4, 2, 2, 1, 3, 1, False)"
class Conv2d(nn.Module):
    def __init__(
        self,
        in_channels,
        out_channels,
        kernel_size,
        stride=1,
        padding=0,
        dilation=1,
        bias=True,
        groups=1,
    ):
        super().__init__()
        self.k, self.stride, self.padding = kernel_size, stride, padding
        self.dilation, self.groups = dilation, groups
        bound = 1 / math.sqrt(in_channels // groups * kernel_size**2)
        shape = (out_channels, in_channels // groups, kernel_size, kernel_size)
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.bias = (
            nn.Parameter(torch.empty(out_channels).uniform_(-bound, bound)) if bias else None
        )

    def side(self, n):
        return (n + 2 * self.padding - self.dilation * (self.k - 1) - 1) // self.stride + 1

    def forward(self, x):
        columns = F.unfold(
            x, self.k, dilation=self.dilation, padding=self.padding, stride=self.stride
        )
        columns = columns.reshape(len(x), self.groups, -1, columns.shape[-1])
        weight = self.weight.reshape(self.groups, self.weight.shape[0] // self.groups, -1)
        y = (weight @ columns).reshape(
            len(x), self.weight.shape[0], self.side(x.shape[2]), self.side(x.shape[3])
        )
        return y if self.bias is None else y + self.bias[:, None, None]
