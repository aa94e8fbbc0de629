def speculate(target, draft, prompt, length, ahead, pick):
    new, rounds, accepted = [], 0, 0
    while len(new) < length:
        text = [*prompt, *new]
        guesses, qs = [], []
        for i in range(ahead):
            q = draft(text + guesses)
            guesses += [pick(q)]
            qs += [q]
        ps = target(text, list(guesses))
        rounds += 1
        kept = 0
        while kept < ahead:
            p, q, token = ps[kept], qs[kept], guesses[kept]
            keep = min(1.0, p[token] / q[token])
            if not pick([1 - keep, keep]):
                break
            kept += 1
        accepted += kept
        new += guesses[:kept]
        if kept == ahead:
            new.append(pick(ps[-1]))
        else:
            rest = [max(a - b, 0) for a, b in zip(ps[kept], qs[kept])]
            new.append(pick([r / sum(rest) for r in rest]))
    return {"tokens": new[:length], "rounds": rounds, "accepted": accepted}
