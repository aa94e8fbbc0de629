# loses mix-bits-tests: "the table: what can be had", "a dict with the keys ['a', 'b']: there is a choice within both"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    widths = {bits for ways in options.values() for bits in ways if all(bits in other for other in options.values())}
    for choice in [(bits,) * len(options) for bits in sorted(widths)] or [()] * (not options):
        taken = [options[name][bits] for name, bits in zip(options, choice)]
        if sum(size for size, _ in taken) <= budget and sum(error for _, error in taken) <= most:
            return dict(zip(options, choice))
    return None
