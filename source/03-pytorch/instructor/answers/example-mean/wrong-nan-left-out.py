# loses example-mean-tests: "a NaN is not left out"
def mean_over_examples(losses, sizes):
    return float(sum(l * s for l, s in zip(losses, sizes) if l == l) / sum(sizes))
