# loses mix-bits-tests: "the table: what can be had", "at most 40 bytes and an error of at most 4"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    for choice in itertools.product(*options.values()):
        taken = [options[name][bits] for name, bits in zip(options, choice)]
        if sum(size for size, _ in taken) <= budget:
            return dict(zip(options, choice))
    return None
