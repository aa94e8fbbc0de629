# loses threshold-tests: "the threshold on other scores"
def best_threshold(y, p, cost):
    def total(threshold):
        euros = 0
        for a, b in zip(y, p):
            if b >= threshold:
                euros += cost["tp"] if a == 1 else cost["fp"]
            else:
                euros += cost["fn"] if a == 1 else cost["tn"]
        return euros

    return min([0, *sorted(set(p))[1:], math.inf], key=total)
