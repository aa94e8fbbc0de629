def classifier_test(reference, new, fit, rng, level=0.01):
    everything = np.concatenate([reference, new])
    kind = np.repeat([0, 1], [len(reference), len(new)])
    learnt = []
    for label in (0, 1):
        places = np.flatnonzero(kind == label)
        learnt.extend(rng.permutation(places)[: (len(places) + 1) // 2].tolist())
    judged = np.setdiff1d(np.arange(len(kind)), learnt)
    scores = fit(everything[learnt], kind[learnt])(everything[judged])
    labels = kind[judged]
    ranks = stats.rankdata(scores)
    m, n = int(labels.sum()), int((labels == 0).sum())
    won = ranks[labels == 1].sum() - m * (m + 1) / 2
    shuffled = np.array([rng.permutation(ranks)[:m].sum() for _ in range(6000)]) - m * (m + 1) / 2
    return won / (m * n), bool((1 + (shuffled >= won).sum()) / 6001 <= level)
