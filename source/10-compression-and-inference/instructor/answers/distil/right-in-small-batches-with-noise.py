def distil(teacher, images, labels, pool, budget, seed):
    """A student of at most budget numbers, as a list of (weight, bias)."""
    draw = torch.Generator().manual_seed(seed)
    width = 1
    while 75 * (width + 1) + 10 <= budget:
        width += 1
    x = torch.cat([images, pool, images + 0.1 * torch.randn(images.shape, generator=draw)])
    z = teacher(x)
    layers = smaller_nets.start([64, width, 10], seed)

    def loss(layers):
        some = torch.randint(len(x), (128,), generator=draw)
        return (smaller_nets.outputs(layers, x[some]) - z[some]).square().mean()

    return smaller_nets.train(layers, loss, 400)
