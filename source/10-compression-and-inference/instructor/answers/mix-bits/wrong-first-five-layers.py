# loses mix-bits-tests: "other tables"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    for choice in itertools.islice(itertools.product(*options.values()), 1024):
        taken = [options[name][bits] for name, bits in zip(options, choice)]
        if sum(size for size, _ in taken) <= budget and sum(error for _, error in taken) <= most:
            return dict(zip(options, choice))
    return None
