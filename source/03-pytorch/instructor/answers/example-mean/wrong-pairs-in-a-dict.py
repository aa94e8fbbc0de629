# loses example-mean-tests: "each batch counts, equal ones"
def mean_over_examples(losses, sizes):
    examples = dict(zip(losses, sizes))
    return float(sum(loss * size for loss, size in examples.items()) / sum(examples.values()))
