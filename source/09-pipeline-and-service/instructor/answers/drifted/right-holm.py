def drifted(reference, new, level=0.05, least=0.1):
    def filled(values):
        return [-math.inf if x != x else x for x in values]

    chances = {}
    for name in reference:
        chances[name] = stats.ks_2samp(filled(reference[name]), filled(new[name]), method="asymp").pvalue
    found = set()
    for rank, name in enumerate(sorted(chances, key=chances.get)):
        if chances[name] > level / (len(chances) - rank):
            break
        found.add(name)
    return [name for name in reference if name in found and psi(reference[name], new[name]) > least]
