def distribution(logits, seen=(), penalty=1.0, temperature=1.0, top_k=None, top_p=1.0, min_p=0.0):
    z = np.array(logits, dtype=np.float64, copy=True)
    old = np.zeros(len(z), dtype=bool)
    old[list(seen)] = True
    z = np.where(old & (z > 0), z / penalty, np.where(old & (z < 0), z * penalty, z))
    if not temperature:
        answer = np.zeros(len(z))
        answer[int(np.flatnonzero(z == z.max())[0])] = 1
        return answer
    keep = np.ones(len(z), dtype=bool) if top_k is None else np.array([(z > v).sum() < top_k for v in z])
    keep &= ~np.isneginf(z)
    e = np.where(keep, np.exp((z - z.max()) / temperature), 0.0)
    if top_p < 1:
        p = e / e.sum()
        rank = sorted(range(len(z)), key=lambda t: -p[t])
        for place, t in enumerate(rank):
            if sum(p[rank[:place]]) >= top_p:
                e[t] = 0.0
    e[e < e.max() * min_p] = 0
    return (e / e.sum()).tolist()
