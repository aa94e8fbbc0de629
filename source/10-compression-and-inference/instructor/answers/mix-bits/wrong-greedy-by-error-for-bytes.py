# loses mix-bits-tests: "other tables"
def mix_bits(options, budget, most):
    """{layer: bits} within the budget of bytes and the error, or None."""
    chosen = {name: min(ways, key=lambda bits: ways[bits]) for name, ways in options.items()}
    while True:
        size = sum(options[name][bits][0] for name, bits in chosen.items())
        error = sum(options[name][bits][1] for name, bits in chosen.items())
        if size <= budget and error <= most:
            return chosen
        steps = []
        for name, ways in options.items():
            here = ways[chosen[name]]
            for bits, (more, less) in ways.items():
                if more > here[0] and less < here[1] and size + more - here[0] <= budget:
                    steps.append(((here[1] - less) / (more - here[0]), name, bits))
        if not steps:
            return None
        _, name, bits = max(steps)
        chosen[name] = bits
