def distribution(logits, seen=(), penalty=1.0, temperature=1.0, top_k=None, top_p=1.0, min_p=0.0):
    values = [float(v) for v in logits]
    for t in sorted(set(int(t) for t in seen)):
        values[t] = values[t] / penalty if values[t] > 0 else values[t] * penalty
    best = max(values)
    if temperature == 0:
        return [1.0 if i == values.index(best) else 0.0 for i in range(len(values))]
    shares = {i: math.exp((v - best) / temperature) for i, v in enumerate(values)}
    alive = [i for i in shares if values[i] > -math.inf]
    alive.sort(key=lambda i: (-values[i], i))
    if top_k is not None and top_k < len(alive):
        alive = [i for i in alive if values[i] >= values[alive[top_k - 1]]]
    if top_p != 1:
        total, running, kept = math.fsum(shares[i] for i in alive), 0.0, []
        for i in alive:
            kept.append(i)
            running += shares[i] / total
            if running >= top_p:
                break
        alive = kept
    alive = [i for i in alive if shares[i] >= min_p * shares[alive[0]]]
    total = math.fsum(shares[i] for i in alive)
    return [shares[i] / total if i in alive else 0.0 for i in range(len(values))]
