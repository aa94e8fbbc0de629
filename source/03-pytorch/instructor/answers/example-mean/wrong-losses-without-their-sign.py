# loses example-mean-tests: "a loss may be below 0"
def mean_over_examples(losses, sizes):
    return float(sum(abs(l) * s for l, s in zip(losses, sizes)) / sum(sizes))
