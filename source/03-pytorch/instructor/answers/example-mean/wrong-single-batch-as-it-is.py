# loses example-mean-tests: "the type of the result for losses [3]"
def mean_over_examples(losses, sizes):
    if len(losses) == 1:
        return losses[0]
    return float(sum(l * s for l, s in zip(losses, sizes)) / sum(sizes))
