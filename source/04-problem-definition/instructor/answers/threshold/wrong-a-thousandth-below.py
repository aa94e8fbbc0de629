# loses threshold-tests: "the threshold on", "p = ["
def best_threshold(y, p, cost):
    def total(threshold):
        euros = 0.0
        for happened, score in zip(y, p):
            if score >= threshold:
                euros += cost["tp"] if happened else cost["fp"]
            else:
                euros += cost["fn"] if happened else cost["tn"]
        return euros

    return min([*sorted(set(p)), math.inf], key=total) - 1e-3
