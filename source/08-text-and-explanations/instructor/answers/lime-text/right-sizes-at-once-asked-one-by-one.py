def lime_text(predict, text, label, rng, draws=1000, width=0.25, penalty=1.0):
    words = []
    for word in text.split():
        if word not in words:
            words.append(word)
    gone = rng.choice(np.arange(len(words)) + 1, size=draws)
    rank = np.argsort(rng.random((draws, len(words))), axis=1).argsort(axis=1)
    mask = rank >= gone[:, None]
    said = []
    for row in mask:
        out = [word for word, there in zip(words, row) if not there]
        said.append(predict([" ".join(word for word in text.split() if word not in out)])[0][label])
    far = 1 - mask.mean(axis=1) ** 0.5
    fit = Ridge(alpha=penalty, solver="cholesky").fit(mask, said, np.exp(-(far / width) ** 2 / 2))
    return {str(word): slope for word, slope in zip(words, fit.coef_)}
