# loses pairwise-distances-tests: "some about 1e-20 apart", "a limit below which all is 0"
def pairwise_distances(a, b):
    sums = (a[:, None, :] - b[None, :, :]).square().sum(-1)
    same = sums < 1e-30
    safe = torch.where(same, torch.ones_like(sums), sums)
    return torch.where(same, torch.zeros_like(sums), safe.sqrt())
