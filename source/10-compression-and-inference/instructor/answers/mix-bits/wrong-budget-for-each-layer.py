# loses mix-bits-tests: "the table: what can't be had, and no layers", "None: no choice is within both"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    for choice in itertools.product(*options.values()):
        taken = [options[name][bits] for name, bits in zip(options, choice)]
        if all(size <= budget for size, _ in taken) and sum(error for _, error in taken) <= most:
            return dict(zip(options, choice))
    return None
