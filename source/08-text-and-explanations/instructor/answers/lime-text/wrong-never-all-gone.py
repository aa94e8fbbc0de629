# loses lime-text-tests in "which words go": "gone"
def lime_text(predict, text, label, rng, draws=1000, width=0.25, penalty=1.0):
    """What each word of the text does to the prediction, near the text: word -> weight."""
    words = list(dict.fromkeys(text.split()))
    there = np.ones((draws, len(words)))
    for row in there:
        gone = rng.integers(1, len(words))
        row[rng.choice(len(words), gone, replace=False)] = 0
    texts = []
    for row in there:
        left = {word for word, stays in zip(words, row) if stays}
        texts.append(" ".join(word for word in text.split() if word in left))
    far = 1 - np.sqrt(there.mean(axis=1))
    near = np.exp(-(far**2) / (2 * width**2))
    line = Ridge(alpha=penalty).fit(there, predict(texts)[:, label], sample_weight=near)
    return dict(zip(words, line.coef_))
