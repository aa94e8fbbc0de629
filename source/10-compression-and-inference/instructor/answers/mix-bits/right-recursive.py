def mix_bits(options, budget, most):
    names = list(options)

    def rest(place, budget, most):
        if budget < 0 or most < 0:
            return None
        if place == len(names):
            return {}
        for bits, (size, error) in options[names[place]].items():
            found = rest(place + 1, budget - size, most - error)
            if found is not None:
                return {names[place]: bits, **found}

    return rest(0, budget, most)
