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
        rows = x.permute(0, 2, 3, 1).reshape(-1, x.shape[1])
        if self.training:
            mean, var = rows.mean(0), rows.var(0, correction=0)
            self._remember(mean.detach(), rows.detach().var(0))
        else:
            mean, var = self.running_mean, self.running_var
        out = (rows - mean) / torch.sqrt(var + self.eps) * self.weight + self.bias
        batch, channels, height, width = x.shape
        return out.reshape(batch, height, width, channels).permute(0, 3, 1, 2)

    def _remember(self, mean, var):
        self.running_mean += self.momentum * (mean - self.running_mean)
        self.running_var += self.momentum * (var - self.running_var)
        self.num_batches_tracked += 1
