def mix_bits(options, budget, most):
    best = {0: (0.0, {})}
    for name, ways in options.items():
        longer = {}
        for size, (error, chosen) in best.items():
            for bits, (more, worse) in ways.items():
                total = size + more, error + worse
                if total[0] <= budget and (total[0] not in longer or total[1] < longer[total[0]][0]):
                    longer[total[0]] = total[1], {**chosen, name: bits}
        best = longer
    for error, chosen in best.values():
        if error <= most:
            return chosen
    return None
