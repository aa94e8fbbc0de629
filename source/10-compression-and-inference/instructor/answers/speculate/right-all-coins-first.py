def speculate(target, draft, prompt, length, ahead, pick):
    text, report = list(prompt), {"rounds": 0, "accepted": 0}
    while len(text) - len(prompt) < length:
        guesses, qs = [], []
        while len(guesses) < ahead:
            qs.append(np.asarray(draft(text + guesses)))
            guesses.append(int(pick(qs[-1].tolist())))
        ps = [np.asarray(p) for p in target(text, guesses)]
        coins = [pick([max(0.0, 1 - p[t] / q[t]), min(1.0, p[t] / q[t])]) for p, q, t in zip(ps, qs, guesses)]
        good = coins.index(0) if 0 in coins else ahead
        rest = np.maximum(ps[good] - qs[good], 0) if good < ahead else ps[good]
        text += guesses[:good] + [int(pick((rest / rest.sum()).tolist()))]
        report["rounds"] += 1
        report["accepted"] += good
    report["tokens"] = text[len(prompt) : len(prompt) + length]
    return report
