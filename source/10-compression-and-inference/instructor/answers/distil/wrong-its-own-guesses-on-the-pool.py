# loses distil-tests: "better than alone, on the lesson's reader", "better than alone, on three other readers"
def distil(teacher, images, labels, pool, budget, seed):
    """A student of at most budget numbers, as a list of (weight, bias)."""
    width = (budget - 10) // 75
    first = smaller_nets.alone([64, width, 10], images, labels, seed)
    guesses = smaller_nets.outputs(first, pool).argmax(dim=1)
    return smaller_nets.train(first, lambda layers: F.cross_entropy(smaller_nets.outputs(layers, pool), guesses), 100)
