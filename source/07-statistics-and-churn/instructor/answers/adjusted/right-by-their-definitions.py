def holm(p):
    there = sorted(v for v in p if v == v)
    m = len(there)

    def one(value):
        return min(1.0, max((m - there.index(other)) * other for other in there if other <= value))

    return [one(v) if v == v else math.nan for v in p]


def benjamini_hochberg(p):
    s = pd.Series(p, dtype=float)
    rank = s.rank(method="max")
    raised = (s * s.count() / rank).clip(upper=1)
    return [raised[s >= v].min() if v == v else v for v in s]
