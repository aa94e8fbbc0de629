# loses masked-tests: "the example", "values and gradients of other layers", "training with other optimisers, and masks that change"
class MaskedLinear(nn.Module):
    """x of shape (..., in) → (..., out), without the weights that the mask takes away."""

    def __init__(self, weight, bias, mask):
        super().__init__()
        self.weight = nn.Parameter(weight.detach().clone())
        self.register_buffer('bias', None if bias is None else bias.detach().clone())
        self.register_buffer("mask", mask.clone())

    def forward(self, x):
        return F.linear(x, torch.where(self.mask, self.weight, 0.0), self.bias)

    def dense(self):
        """(weight, bias) for a firmware that knows no masks."""
        bias = None if self.bias is None else self.bias.detach().clone()
        return torch.where(self.mask, self.weight, 0.0).detach(), bias
