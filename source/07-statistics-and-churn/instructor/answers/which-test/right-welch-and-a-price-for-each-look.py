def p_value(name, data):
    def looks():
        a, b = data["with_app"], data["without_app"]
        ps = [stats.ttest_ind(np.concatenate(a[:d]), np.concatenate(b[:d]), equal_var=False).pvalue for d in range(1, 11)]
        return min(1.0, 10 * min(ps))

    def two_shares():
        n, m = data["with_offer"], data["without"]
        p, q = data["left_with"] / n, data["left_without"] / m
        both = (data["left_with"] + data["left_without"]) / (n + m)
        return 2 * stats.norm.sf(abs(p - q) / math.sqrt(both * (1 - both) * (1 / n + 1 / m)))

    return {
        "app": lambda: stats.ttest_1samp(np.subtract(data["after"], data["before"]), 0).pvalue,
        "bill": lambda: stats.ttest_ind(data["rest"], data["pilot"], equal_var=False).pvalue,
        "complaints": lambda: stats.chisquare([data["north"], data["south"]], np.array([data["north_months"], data["south_months"]]) * (data["north"] + data["south"]) / (data["north_months"] + data["south_months"])).pvalue,
        "shares": two_shares,
        "waiting": lambda: stats.brunnermunzel(data["old"], data["new"]).pvalue,
        "plans": lambda: stats.kruskal(*data["plans"]).pvalue,
        "evenings": looks,
        "shops": lambda: stats.permutation_test((np.array([np.mean(s) for s in data["with_offer"]]), np.array([np.mean(s) for s in data["without"]])), lambda x, y: np.mean(x) - np.mean(y), n_resamples=np.inf).pvalue,
    }[name]()
