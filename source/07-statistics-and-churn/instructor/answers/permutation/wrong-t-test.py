# loses permutation-tests: "about"
def permutation_test(a, b, statistic, paired, rng, draws=999):
    a, b = np.array(a, float), np.array(b, float)
    if paired:
        z = (a - b).mean() / max((a - b).std(ddof=1) / math.sqrt(len(a)), 1e-12)
    else:
        z = (a.mean() - b.mean()) / max(math.sqrt(a.var() / len(a) + b.var() / len(b)), 1e-12)
    return math.erfc(abs(z) / math.sqrt(2))
