# loses masked-tests: "values and gradients of other layers"
class MaskedLinear(nn.Module):
    """x of shape (..., in) → (..., out), without the weights that the mask takes away."""

    def __init__(self, weight, bias, mask):
        super().__init__()
        self.weight = nn.Parameter(weight.detach().clone())
        self.bias = None if bias is None else nn.Parameter(bias.detach().clone())
        self.register_buffer("mask", mask.to(weight.dtype))

    def forward(self, x):
        return F.linear(x, torch.where(self.mask > 0, self.weight, 0.0), self.bias)

    def dense(self):
        """(weight, bias) for a firmware that knows no masks."""
        bias = None if self.bias is None else self.bias.detach().clone()
        return torch.where(self.mask > 0, self.weight, 0.0).detach(), bias
