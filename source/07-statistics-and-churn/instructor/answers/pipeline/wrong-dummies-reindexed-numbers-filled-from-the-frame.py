# loses pipeline-tests: "a row alone"
class Dummies:
    """Columns of training are kept; holes are filled with the median of the frame at hand."""

    def __init__(self, columns):
        self.columns = columns

    def table(self, frame):
        made = {}
        for name in self.columns["numbers"]:
            values = frame[name].astype(float)
            made[name] = (values - values.mean()) / (values.std() or 1)
        for name in self.columns["codes"] + self.columns["texts"]:
            tidy = frame[name].astype(float) if name in self.columns["codes"] else frame[name].astype(str).str.strip().str.lower()
            for value in tidy.dropna().unique():
                made[f"{name}={value}"] = (tidy == value).astype(float)
        return pd.DataFrame(made, index=frame.index).fillna(0)

    def fit(self, frame, labels):
        made = self.table(frame)
        self.names, self.model = made.columns, LogisticRegression(max_iter=1000).fit(made, labels)
        return self

    def predict_proba(self, frame):
        return self.model.predict_proba(self.table(frame).reindex(columns=self.names, fill_value=0.0))


def fit_model(rows, columns, training):
    known = rows[np.array(training)]
    return Dummies(columns).fit(known, known["left"].astype(int))
