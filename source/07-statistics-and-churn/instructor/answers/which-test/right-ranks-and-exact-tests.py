def p_value(name, data):
    def app():
        return stats.permutation_test(
            (data["before"], data["after"]), lambda x, y: np.mean(x - y), permutation_type="samples", n_resamples=9999, rng=1
        ).pvalue

    def bill():
        a, b = np.array(data["pilot"]), np.array(data["rest"])
        va, vb = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
        freedom = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
        return 2 * stats.t.sf(abs(a.mean() - b.mean()) / math.sqrt(va + vb), freedom)

    def complaints():
        return stats.poisson_means_test(data["north"], data["north_months"], data["south"], data["south_months"]).pvalue

    def shares():
        rows = [(data["left_with"], data["with_offer"]), (data["left_without"], data["without"])]
        return stats.fisher_exact([[k, n - k] for k, n in rows])[1]

    def waiting():
        return stats.brunnermunzel(data["old"], data["new"]).pvalue

    def plans():
        return stats.kruskal(*data["plans"]).pvalue

    def evenings():
        looks = [
            stats.ttest_ind(sum(data["with_app"][:n], []), sum(data["without_app"][:n], [])).pvalue for n in range(1, 11)
        ]
        return min(1.0, 10 * min(looks))

    def shops():
        return stats.mannwhitneyu(list(map(np.mean, data["with_offer"])), list(map(np.mean, data["without"]))).pvalue

    return locals()[name]()
