# loses rotary-tests: "other sizes"
def rotate(x, positions, base=10000.0):
    """x of shape (batch, heads, tokens, width), each pair of columns turned by its token's position."""
    width = x.shape[-1]
    speeds = base ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
    angles = (positions[:, :, None] * speeds) .unsqueeze(1) * torch.arange(1, x.shape[1] + 1)[:, None, None]
    first, second = x[..., 0::2], x[..., 1::2]
    out = torch.empty_like(x)
    out[..., 0::2] = first * angles.cos() - second * angles.sin()
    out[..., 1::2] = first * angles.sin() + second * angles.cos()
    return out
