# loses pipeline-tests: "a row alone", "training never saw"
class Dummies:
    def __init__(self, columns, model):
        self.columns, self.model = columns, model

    def matrix(self, frame):
        named = frame[[name for names in self.columns.values() for name in names]].copy()
        for name in self.columns["texts"]:
            named[name] = named[name].astype(str).str.strip().str.lower()
        named[self.columns["numbers"]] = named[self.columns["numbers"]].astype(float).fillna(0)
        words = self.columns["codes"] + self.columns["texts"]
        made = pd.get_dummies(named, columns=words).astype(float).to_numpy()
        width = getattr(self.model, "n_features_in_", made.shape[1])
        return np.pad(made, ((0, 0), (0, width)))[:, :width]

    def predict_proba(self, frame):
        return self.model.predict_proba(self.matrix(frame))


def fit_model(rows, columns, training):
    known = rows[np.array(training)]
    model = Dummies(columns, make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)))
    model.model = model.model.fit(model.matrix(known), known["left"].astype(int))
    return model
