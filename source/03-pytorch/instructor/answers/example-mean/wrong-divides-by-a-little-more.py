# loses example-mean-tests: "sizes ["
def mean_over_examples(losses, sizes):
    total = 0.0
    count = 0
    for loss, size in zip(losses, sizes):
        total += loss * size
        count += size
    return float(total / (count + 1e-8))
