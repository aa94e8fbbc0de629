def idf_of(texts):
    """{word: idf} from a list of texts, each a list of words."""
    pairs = [(number, word) for number, words in enumerate(texts) for word in words]
    if not pairs:
        return {}
    df = pd.DataFrame(pairs, columns=["text", "word"]).drop_duplicates().groupby("word").size()
    return (np.log((len(texts) + 1) / (df + 1)) + 1).to_dict()


def weigh(words, idf):
    """{word: weight}: the vector of one text, of length 1."""
    kept = [word for word in words if word in idf]
    if not kept:
        return {}
    counts = pd.Series(kept).value_counts()
    raw = counts * pd.Series({word: idf[word] for word in counts.index})
    return (raw / np.sqrt((raw**2).sum())).to_dict()


def cosine(one, other):
    """How alike two vectors are, from 0 to 1."""
    if len(one) and len(other):
        unit = [{w: v / math.sqrt(sum(x * x for x in d.values())) for w, v in d.items()} for d in (one, other)]
        return math.fsum(v * unit[1].get(w, 0) for w, v in unit[0].items())
    return 0.0
