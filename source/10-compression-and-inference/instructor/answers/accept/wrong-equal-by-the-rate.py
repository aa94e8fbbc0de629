# loses accept-tests: "other distributions", "instead", "nan"
def acceptance(target, draft):
    p, q = np.array(target, dtype=float), np.array(draft, dtype=float)
    accept = [min(1.0, a / b) if b > 0 else 1.0 for a, b in zip(target, draft)]
    missing = p - np.minimum(p, q)
    instead = missing / missing.sum() if np.minimum(p, q).sum() != 1 else p
    return {"accept": accept, "instead": instead, "rate": np.minimum(p, q).sum()}
