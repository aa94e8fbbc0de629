def acceptance(target, draft):
    p, q = np.array(target, dtype=float), np.array(draft, dtype=float)
    accept = np.ones_like(p)
    np.divide(p, q, out=accept, where=q > p)
    rest = np.clip(p - q, 0, None)
    instead = rest / rest.sum() if rest.any() else p
    return {"accept": accept, "instead": instead, "rate": float((accept * q).sum())}
