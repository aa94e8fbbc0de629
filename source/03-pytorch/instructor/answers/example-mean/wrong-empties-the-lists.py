# loses example-mean-tests: "mean_over_examples"
def mean_over_examples(losses, sizes):
    """The mean loss over all examples, from the batches' mean losses and sizes; a float."""
    total = count = 0.0
    while losses:
        size = sizes.pop()
        total += losses.pop() * size
        count += size
    return total / count
