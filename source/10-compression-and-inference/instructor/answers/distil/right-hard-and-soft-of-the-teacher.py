def distil(teacher, images, labels, pool, budget, seed):
    """A student of at most budget numbers, as a list of (weight, bias)."""
    torch.manual_seed(seed)
    width = (budget - 10) // 75
    network = nn.Sequential(nn.Linear(64, width), nn.ReLU(), nn.Linear(width, 10))
    x = torch.cat([pool, images])
    p = torch.softmax(teacher(x) / 3, -1)
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.02, weight_decay=1e-3)
    for _ in range(200):
        optimizer.zero_grad()
        F.cross_entropy(network(x) / 3, p).mul(9).backward()
        optimizer.step()
    return [(network[0].weight.detach(), network[0].bias.detach()), (network[2].weight.detach(), network[2].bias.detach())]
