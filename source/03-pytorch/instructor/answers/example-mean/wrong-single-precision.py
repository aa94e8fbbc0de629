# loses example-mean-tests: "other batches", "float32"
def mean_over_examples(losses, sizes):
    l, n = torch.tensor(losses), torch.tensor(sizes, dtype=torch.float32)
    return ((l * n).sum() / n.sum()).item()
