# loses batch-norm-tests: "BatchNorm2d(3, 0.3, 0.25)"
class BatchNorm2d(nn.Module):
    def __init__(self, num_features, momentum=0.1, eps=1e-5):
        super().__init__()
        self.eps, self.momentum = eps, momentum
        self.weight = nn.Parameter(torch.ones(num_features))
        self.bias = nn.Parameter(torch.zeros(num_features))
        self.register_buffer("running_mean", torch.zeros(num_features))
        self.register_buffer("running_var", torch.ones(num_features))
        self.register_buffer("num_batches_tracked", torch.tensor(0))

    def forward(self, x):
        kind = torch.promote_types(x.dtype, torch.float32)
        wide = x.to(kind)
        if self.training:
            n = x.numel() // x.shape[1]
            mean = wide.mean((0, 2, 3))
            var = wide.var((0, 2, 3), unbiased=False)
            with torch.no_grad():
                self.running_mean.lerp_(mean.to(self.running_mean.dtype), self.momentum)
                self.running_var.lerp_(
                    (var * n / (n - 1)).to(self.running_var.dtype), self.momentum
                )
                self.num_batches_tracked += 1
        else:
            mean, var = self.running_mean.to(kind), self.running_var.to(kind)
        scale = torch.rsqrt(var + self.eps)
        y = (wide - mean[:, None, None]) * scale[:, None, None]
        y = y * self.weight[:, None, None] + self.bias[:, None, None]
        return y.to(x.dtype)
