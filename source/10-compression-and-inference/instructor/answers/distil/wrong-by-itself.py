# loses distil-tests: "better than alone, on the lesson's reader", "better than alone, on three other readers"
def distil(teacher, images, labels, pool, budget, seed):
    """A student of at most budget numbers, as a list of (weight, bias)."""
    width = (budget - 10) // 75
    return smaller_nets.alone([64, width, 10], images, labels, seed)
