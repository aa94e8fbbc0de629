def rotate(x, positions, base=10000.0):
    points = torch.complex(x[..., 0::2], x[..., 1::2])
    speeds = torch.tensor([base ** (-2 * i / x.shape[-1]) for i in range(x.shape[-1] // 2)], dtype=torch.float64)
    angles = positions[..., None].double() * speeds
    turned = points * torch.polar(torch.ones_like(angles), angles).unsqueeze(1)
    return torch.view_as_real(turned).flatten(-2)
