import numpy


def wilson(x, n):
    if n == 0:
        return None
    z2, p = 1.96**2, x / n
    roots = numpy.roots([1 + z2 / n, -(2 * p + z2 / n), p * p]).real
    return (float(p), float(max(roots.min(), 0.0)), float(roots.max()))


def measure(labels, decisions, groups):
    labels, decisions, groups = (numpy.array(values) for values in (labels, decisions, groups))
    result = {}
    for name, counted, hit in (
        ("demographic_parity", numpy.ones(len(labels), bool), decisions),
        ("equal_opportunity", labels, labels & decisions),
        ("predictive_parity", decisions, labels & decisions),
    ):
        result[name] = {str(group): wilson(int(hit[groups == group].sum()), int(counted[groups == group].sum())) for group in numpy.unique(groups)}
    return result


def verdict(rates):
    known = [rate for rate in rates.values() if rate is not None]
    if len(known) <= 1:
        return "no data"
    apart = any(one[1] > other[2] for one in known for other in known)
    return "differs" if apart else "no evidence"
