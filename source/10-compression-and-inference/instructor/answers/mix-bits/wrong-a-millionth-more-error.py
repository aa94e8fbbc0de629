# loses mix-bits-tests: "other tables"
def mix_bits(options, budget, most):
    names = list(options)
    for choice in itertools.product(*(options[name] for name in names)):
        size = sum(options[name][bits][0] for name, bits in zip(names, choice))
        error = sum(options[name][bits][1] for name, bits in zip(names, choice))
        if size <= budget and error <= most + 1e-6:
            return dict(zip(names, choice))
    return None
