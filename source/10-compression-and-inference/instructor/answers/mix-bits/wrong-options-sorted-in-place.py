# loses mix-bits-tests: "the table: what can be had", "the arguments as they were"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    for name in sorted(options, reverse=True):
        options[name] = options.pop(name)
    for choice in itertools.product(*options.values()):
        taken = [options[name][bits] for name, bits in zip(options, choice)]
        if sum(size for size, _ in taken) <= budget and sum(error for _, error in taken) <= most:
            return dict(zip(options, choice))
    return None
