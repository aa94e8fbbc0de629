class MaskedLinear(nn.Module):
    """x of shape (..., in) → (..., out), without the weights that the mask takes away."""

    def __init__(self, weight, bias, mask):
        super().__init__()
        self.mask = nn.Buffer(mask.clone())
        self.weight = nn.Parameter(torch.tensor(weight.tolist(), dtype=weight.dtype))
        self.bias = nn.Parameter(bias.clone()) if bias is not None else None

    @property
    def effective(self):
        return torch.where(self.mask, self.weight, torch.zeros_like(self.weight))

    def forward(self, x):
        y = x @ self.effective.T
        if self.bias is not None:
            y = y + self.bias
        return y

    def dense(self):
        """(weight, bias) for a firmware that knows no masks."""
        return [self.effective.detach().clone(), None if self.bias is None else self.bias.data.clone()]
