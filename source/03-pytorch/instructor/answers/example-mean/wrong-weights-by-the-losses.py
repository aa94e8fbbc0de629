# loses example-mean-tests: "losses [1, 6], sizes [4, 1]"
def mean_over_examples(losses, sizes):
    """The mean loss over all examples, from the batches' mean losses and sizes; a float."""
    return sum(loss * size for loss, size in zip(losses, sizes)) / sum(losses)
