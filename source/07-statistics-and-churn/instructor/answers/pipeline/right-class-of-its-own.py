from sklearn.naive_bayes import GaussianNB


class Chances:
    """Preparation by hand, learnt in __init__, and a naive Bayes model."""

    def __init__(self, rows, columns, labels):
        self.columns = columns
        numbers = rows[columns["numbers"]].astype(float)
        self.middle = numbers.median()
        self.values = {name: sorted(self.tidied(rows, name).dropna().unique()) for name in columns["codes"] + columns["texts"]}
        self.model = GaussianNB(var_smoothing=1e-3).fit(self.matrix(rows), labels)

    def tidied(self, rows, name):
        if name in self.columns["codes"]:
            return rows[name].astype(float)
        return pd.Series([v.strip().casefold() if isinstance(v, str) else "" for v in rows[name]], index=rows.index)

    def matrix(self, rows):
        parts = [((rows[name].astype(float).fillna(m) - m) / (abs(m) + 1)).to_numpy() for name, m in self.middle.items()]
        for name, values in self.values.items():
            parts += [(self.tidied(rows, name) == v).to_numpy(float) for v in values]
        return np.column_stack(parts)

    def predict_proba(self, frame):
        return self.model.predict_proba(self.matrix(frame))


def fit_model(rows, columns, training):
    known = rows[np.array(training, dtype=bool)]
    return Chances(known, columns, known["left"].to_numpy(int))
