class MaskedLinear(nn.Module):
    """x of shape (..., in) → (..., out), without the weights that the mask takes away."""

    def __init__(self, weight, bias, mask):
        super().__init__()
        self.weight = nn.Parameter(torch.empty_like(weight).copy_(weight))
        self.register_parameter("bias", None if bias is None else nn.Parameter(torch.empty_like(bias).copy_(bias)))
        self.register_buffer("mask", torch.empty_like(mask).copy_(mask))

    def forward(self, x):
        y = torch.einsum("...i,oi->...o", x, self.weight.masked_fill(~self.mask, 0))
        return y if self.bias is None else y + self.bias

    def dense(self):
        """(weight, bias) for a firmware that knows no masks."""
        with torch.no_grad():
            weight = self.weight.masked_fill(self.mask.logical_not(), 0)
            return weight, None if self.bias is None else self.bias.clone()
