def p_value(name, data):
    draw = np.random.default_rng(6)

    def apart(a, b):
        return np.mean(a) - np.mean(b)

    def welch(a, b):
        return apart(a, b) / math.sqrt(np.var(a, ddof=1) / len(a) + np.var(b, ddof=1) / len(b))

    if name == "app":
        return permutation_test(data["before"], data["after"], apart, True, draw, 4000)
    if name == "bill":
        return stats.ttest_ind(data["pilot"], data["rest"], equal_var=False).pvalue
    if name == "complaints":
        k, m = (np.array([data[f"{end}{what}"] for end in ("north", "south")]) for what in ("", "_months"))
        expected = k.sum() * m / m.sum()
        return stats.chi2.sf(((k - expected) ** 2 / expected).sum(), 1)
    if name == "shares":
        k, n = np.array([data["left_with"], data["left_without"]]), np.array([data["with_offer"], data["without"]])
        both = k.sum() / n.sum()
        z = (k / n) @ [1, -1] / math.sqrt(both * (1 - both) * (1 / n).sum())
        return 2 * stats.norm.sf(abs(z))
    if name == "waiting":
        ranks = stats.rankdata(data["old"] + data["new"])
        return permutation_test(ranks[: len(data["old"])].tolist(), ranks[len(data["old"]) :].tolist(), apart, False, draw, 4000)
    if name == "plans":
        return stats.alexandergovern(*data["plans"]).pvalue
    if name == "evenings":
        return stats.ttest_ind(sum(data["with_app"], []), sum(data["without_app"], []), equal_var=False).pvalue
    means = [[float(np.mean(shop)) for shop in data[group]] for group in ("with_offer", "without")]
    return permutation_test(*means, apart, False, draw, 4000)
