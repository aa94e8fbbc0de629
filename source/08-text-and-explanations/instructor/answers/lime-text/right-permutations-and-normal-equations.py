def lime_text(predict, text, label, rng, draws=1000, width=0.25, penalty=1.0):
    tokens = text.split()
    vocabulary = sorted(set(tokens))
    d = len(vocabulary)
    z, texts = np.zeros((draws, d + 1)), []
    for i in range(draws):
        stays = d - 1 - int(rng.integers(d))
        keep = rng.permutation(d)[:stays]
        z[i, keep] = 1
        kept = {vocabulary[j] for j in keep}
        texts.append(" ".join([token for token in tokens if token in kept]))
    distance = 1 - np.sqrt(z.sum(axis=1) / d)
    k = np.exp(-0.5 * (distance / width) ** 2)
    z[:, d] = 1
    pay = np.diag([penalty] * d + [0.0])
    y = np.asarray(predict(texts))[:, label]
    slopes = np.linalg.solve(z.T @ (z * k[:, None]) + pay, z.T @ (k * y))
    return {word: float(slope) for word, slope in zip(vocabulary, slopes)}
