# loses distil-tests: "better than alone, on the lesson's reader", "better than alone, on three other readers"
def distil(teacher, images, labels, pool, budget, seed):
    """A student of at most budget numbers, as a list of (weight, bias)."""
    torch.manual_seed(seed)
    width = (budget - 10) // 75
    network = nn.Sequential(nn.Linear(64, width), nn.Tanh(), nn.Linear(width, 10), nn.ReLU(), nn.Linear(10, 10))
    x = torch.cat([pool, images])
    p = torch.softmax(teacher(x) / 2, -1)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.02)
    for _ in range(150):
        optimizer.zero_grad()
        F.cross_entropy(network(x) / 2, p).backward()
        optimizer.step()
    last = network[4].weight @ network[2].weight
    return [(network[0].weight.detach(), network[0].bias.detach()), (last.detach(), network[2].bias.detach())]
