def mean_over_examples(losses, sizes):
    """The mean loss over all examples, from the batches' mean losses and sizes; a float."""
    total = count = 0.0
    for i in range(len(losses)):
        total += losses[i] * sizes[i]
        count += sizes[i]
    return total / count
