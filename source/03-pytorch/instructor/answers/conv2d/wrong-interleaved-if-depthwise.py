# loses conv2d-tests: "Conv2d(2, 4, 2, groups=2)"
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
        self.k, self.stride, self.padding = kernel_size, stride, padding
        self.dilation, self.groups = dilation, groups
        bound = (in_channels // groups * kernel_size**2) ** -0.5
        shape = (out_channels, in_channels // groups, kernel_size, kernel_size)
        self.weight = nn.Parameter(torch.empty(shape).uniform_(-bound, bound))
        self.bias = (
            nn.Parameter(torch.empty(out_channels).uniform_(-bound, bound)) if bias else None
        )

    def forward(self, x):
        x = F.pad(x, [self.padding] * 4)
        reach = self.dilation * (self.k - 1) + 1
        hh = (x.shape[2] - reach) // self.stride + 1
        ww = (x.shape[3] - reach) // self.stride + 1
        x = x.unflatten(1, (self.groups, -1))
        weight = (
            self.weight.unflatten(0, (-1, self.groups)).transpose(0, 1)
            if self.weight.shape[1] == 1
            else self.weight.unflatten(0, (self.groups, -1))
        )
        y = 0
        for i in range(self.k):
            for j in range(self.k):
                top, left = i * self.dilation, j * self.dilation
                part = x[
                    ...,
                    top : top + (hh - 1) * self.stride + 1 : self.stride,
                    left : left + (ww - 1) * self.stride + 1 : self.stride,
                ]
                y = y + torch.einsum("bgchw,goc->bgohw", part, weight[..., i, j])
        y = y.flatten(1, 2)
        return y if self.bias is None else y + self.bias.view(-1, 1, 1)
