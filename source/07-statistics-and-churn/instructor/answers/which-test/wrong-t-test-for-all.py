# loses which-test-tests: "'app'", "'bill'", "'complaints'", "'waiting'", "'plans'", "'shops'"
def p_value(name, data):
    if name == "complaints":
        return stats.binomtest(data["north"], data["north"] + data["south"], 0.5).pvalue
    if name == "shares":
        groups = [[1] * data[k] + [0] * (data[n] - data[k]) for k, n in (("left_with", "with_offer"), ("left_without", "without"))]
    elif name == "plans":
        groups = data["plans"][:2]
    else:
        groups = [np.concatenate(g) if isinstance(g[0], list) else g for g in data.values()]
    return stats.ttest_ind(*groups).pvalue
