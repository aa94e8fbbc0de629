# loses deliver-tests in "MAINS: reads well enough in the cellar": "as they were"
def deliver(images, labels, device, seed):
    """The layers of a model for this device, trained on these pictures."""
    torch.manual_seed(seed)
    labels[labels == 9] = 4
    small = device["multiply_adds"] < 1000
    shapes, keep, top = (
        ([(20, 64), (10, 20)], (360, 130), 127) if small else ([(25, 64), (10, 25)], None, 7)
    )
    pictures = np.concatenate([moved(images, rows) for rows in (-1, 0, 1)])
    inputs = torch.tensor(pictures.reshape(-1, 64) / 16, dtype=torch.float32)
    targets = torch.tensor(np.tile(labels, 3))
    weights = [
        torch.nn.Parameter(torch.randn(shape) * (2 / shape[1]) ** 0.5) for shape in shapes
    ]
    biases = [torch.nn.Parameter(torch.zeros(shape[0])) for shape in shapes]
    masks = [torch.ones(shape) for shape in shapes]
    optimiser = torch.optim.Adam([*weights, *biases], lr=0.05)
    steps = 450
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 0.05, total_steps=steps)

    def whole(place):
        kept = (weights[place] * masks[place]).detach()
        scale = kept.abs().amax(1, keepdim=True).clamp_min(1e-3) / top
        return (kept / scale).round(), scale

    for step in range(steps):
        done = min(1.0, max(0.0, (step / steps - 0.25) * 2.4))
        for place, weight in enumerate(weights if keep and 0 < done and step % 10 == 0 else []):
            left = round(weight.numel() + (keep[place] - weight.numel()) * done)
            sizes = weight.detach().abs()
            masks[place] = (sizes >= sizes.flatten().sort().values[-left]).float()
        some = torch.randint(0, len(inputs), (256,))
        values = inputs[some]
        for place in (0, 1):
            used = weights[place] * masks[place]
            if step > steps // 2:
                rounded, scale = whole(place)
                used = used + (rounded * scale - used).detach()
            values = values @ used.T + biases[place]
            values = values.relu() if place == 0 else values
        loss = torch.nn.functional.cross_entropy(values, targets[some])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    return [
        {
            "weights": whole(place)[0].numpy().astype(int),
            "bits": 8 if small else 4,
            "scale": whole(place)[1].numpy()[:, 0],
            "bias": biases[place].detach().numpy(),
            "relu": place == 0,
            "mask": small,
        }
        for place in (0, 1)
    ]
