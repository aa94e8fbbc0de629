# loses matrix-tests: "other texts"
def tfidf_matrix(train, texts):
    from sklearn.feature_extraction.text import TfidfVectorizer
    if not any(train) or not texts:
        t = sorted({w for x in train for w in x})
        return t, sparse.csr_array((len(texts), len(t)))
    v = TfidfVectorizer(tokenizer=str.split, token_pattern=None, lowercase=False).fit(" ".join(x) for x in train)
    return list(v.get_feature_names_out()), v.transform(" ".join(x) for x in texts)
