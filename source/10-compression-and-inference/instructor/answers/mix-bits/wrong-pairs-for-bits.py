# loses mix-bits-tests: "the table: what can be had", "one of [2, 4, 8]"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    for choice in itertools.product(*options.values()):
        taken = [options[name][bits] for name, bits in zip(options, choice)]
        if sum(size for size, _ in taken) <= budget and sum(error for _, error in taken) <= most:
            return {name: options[name][bits] for name, bits in zip(options, choice)}
    return None
