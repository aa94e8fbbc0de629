# loses example-mean-tests: "what each batch counts for"
def mean_over_examples(losses, sizes):
    """The mean loss over all examples, from the batches' mean losses and sizes; a float."""
    count = sizes[0] * (len(sizes) - 1) + sizes[-1]
    return (sum(losses[:-1]) * sizes[0] + losses[-1] * sizes[-1]) / count
