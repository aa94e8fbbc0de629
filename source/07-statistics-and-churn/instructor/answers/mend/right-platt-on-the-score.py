from sklearn.linear_model import LogisticRegression


def mend(rows):
    held, asked = rows.query("part == 'hold'"), rows.query("part == 'test'")
    model = LogisticRegression(C=1e6).fit(held[["score"]], held["left"].astype(int))
    return model.predict_proba(asked[["score"]])[:, 1].tolist()
