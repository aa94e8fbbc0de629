# loses example-mean-tests: "each batch counts"
def mean_over_examples(losses, sizes):
    return float(sum(l * n for l, n in dict(zip(losses, sizes)).items()) / sum(sizes))
