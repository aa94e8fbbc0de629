# loses mix-bits-tests: "the table: what can be had", "at most 50 bytes and an error of at most 6"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    for choice in itertools.product(*options.values()):
        taken = [options[name][bits] for name, bits in zip(options, choice)]
        if sum(size for size, _ in taken) <= budget and all(error <= most for _, error in taken):
            return dict(zip(options, choice))
    return None
