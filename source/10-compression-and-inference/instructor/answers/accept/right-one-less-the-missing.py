def acceptance(target, draft):
    accept, missing = [], []
    for p, q in zip(target, draft):
        both = p if p < q else q
        accept.append(both / q if q else 1)
        missing.append(p - both)
    lost = math.fsum(missing)
    instead = tuple(m / lost for m in missing) if any(missing) else tuple(target)
    return dict(rate=np.float64(1 - lost), accept=np.asarray(accept), instead=list(instead))
