class BatchNorm2d(nn.Module):
    """Normalises each channel of x, of shape (batch, channels, height, width)."""

    def __init__(self, num_features, eps=1e-5, momentum=0.1):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))
        self.register_buffer("num_batches_tracked", torch.tensor(0))

    def forward(self, x):
        if not self.training:
            mean, var = self.running_mean, self.running_var
        else:
            n = x.shape[0] * x.shape[2] * x.shape[3]
            mean = torch.einsum("nchw->c", x) / n
            centred = x - mean.view(1, -1, 1, 1)
            squares = torch.einsum("nchw,nchw->c", centred, centred)
            var = squares / n
            self.running_mean.mul_(1 - self.momentum).add_(self.momentum * mean.detach())
            unbiased = squares.detach() / (n - 1)
            self.running_var.mul_(1 - self.momentum).add_(self.momentum * unbiased)
            self.num_batches_tracked.add_(1)
        out = (x - mean.view(1, -1, 1, 1)) / (var + self.eps).sqrt().view(1, -1, 1, 1)
        return torch.einsum("nchw,c->nchw", out, self.weight) + self.bias.view(1, -1, 1, 1)
