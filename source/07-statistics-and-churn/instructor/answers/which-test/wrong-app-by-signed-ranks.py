# loses which-test-tests: "'app'"
def p_value(name, data):
    """Two-sided p-value of one of the eight studies, by a test that fits."""
    if name == "app":
        return stats.wilcoxon(data["before"], data["after"]).pvalue
    if name == "bill":
        return stats.ttest_ind(data["pilot"], data["rest"], equal_var=False).pvalue
    if name == "complaints":
        months = data["north_months"] + data["south_months"]
        return stats.binomtest(data["north"], data["north"] + data["south"], data["north_months"] / months).pvalue
    if name == "shares":
        left, customers = [data["left_with"], data["left_without"]], [data["with_offer"], data["without"]]
        return stats.chi2_contingency([left, np.subtract(customers, left)]).pvalue
    if name == "waiting":
        return stats.mannwhitneyu(data["old"], data["new"]).pvalue
    if name == "plans":
        return stats.f_oneway(*data["plans"]).pvalue
    if name == "evenings":
        return stats.ttest_ind(np.concatenate(data["with_app"]), np.concatenate(data["without_app"])).pvalue
    shops = [[np.mean(shop) for shop in data[group]] for group in ("with_offer", "without")]
    return stats.ttest_ind(*shops).pvalue
