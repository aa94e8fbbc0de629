# loses masked-tests: "it stays away in training", "values and gradients of other layers", "training with other optimisers, and masks that change"
class MaskedLinear(nn.Module):
    """x of shape (..., in) → (..., out), without the weights that the mask takes away."""

    def __init__(self, weight, bias, mask):
        super().__init__()
        self.weight = nn.Parameter(torch.where(mask, weight.detach(), 0.0))
        self.bias = None if bias is None else nn.Parameter(bias.detach().clone())
        self.register_buffer("mask", mask.clone())

    def forward(self, x):
        return F.linear(x, self.weight, self.bias)

    def dense(self):
        """(weight, bias) for a firmware that knows no masks."""
        bias = None if self.bias is None else self.bias.detach().clone()
        return self.weight.detach(), bias
