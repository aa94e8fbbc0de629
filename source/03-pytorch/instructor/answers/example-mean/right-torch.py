def mean_over_examples(losses, sizes):
    """The mean loss over all examples, from the batches' mean losses and sizes; a float."""
    weights = torch.tensor(sizes, dtype=torch.float64)
    return ((torch.tensor(losses, dtype=torch.float64) * weights).sum() / weights.sum()).item()
