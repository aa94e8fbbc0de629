def rotate(x, positions, base=10000.0):
    width = x.size(-1)
    speeds = (torch.arange(width // 2, dtype=x.dtype) * (-2 / width) * math.log(base)).exp().repeat_interleave(2)
    angles = torch.einsum("bt,w->btw", positions.to(x.dtype), speeds)[:, None]
    pairs = x.reshape(*x.shape[:-1], -1, 2)
    swapped = torch.stack([-pairs[..., 1], pairs[..., 0]], dim=-1).reshape(x.shape)
    return x * angles.cos() + swapped * angles.sin()
