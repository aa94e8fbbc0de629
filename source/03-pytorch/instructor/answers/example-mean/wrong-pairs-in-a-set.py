# loses example-mean-tests: "each batch counts, equal ones"
def mean_over_examples(losses, sizes):
    pairs = set(zip(losses, sizes))
    return float(sum(loss * size for loss, size in pairs) / sum(size for _, size in pairs))
