# loses shapley-tests: "other models"
def shapley_values(predict, x, background):
    d = len(x)
    if len(background) > 8: background = background[:8]
    v = {}
    for size in range(d + 1):
        for s in itertools.combinations(range(d), size):
            v[frozenset(s)] = set_value(predict, x, background, list(s))
    out = []
    for i in range(d):
        total = 0.0
        for s, val in v.items():
            if i not in s:
                share = math.factorial(len(s)) * math.factorial(d - len(s) - 1) / math.factorial(d)
                total += share * (v[s | {i}] - val)
        out.append(total)
    return v[frozenset()], out
