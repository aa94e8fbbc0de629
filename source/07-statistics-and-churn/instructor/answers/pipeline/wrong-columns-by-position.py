# loses pipeline-tests in "order of columns, further columns, and a row alone": "could not convert string"
def fit_model(rows, columns, training):
    """A model fitted to the training rows, with predict_proba(frame) for rows of any other day."""
    def tidy(frame):
        return frame.apply(lambda texts: texts.astype(str).str.strip().str.lower()).replace("", np.nan).fillna("missing")

    def floats(frame):
        return frame.astype(float)

    numbers = make_pipeline(FunctionTransformer(floats), SimpleImputer(strategy="median"), StandardScaler())
    codes = make_pipeline(FunctionTransformer(floats), OneHotEncoder(handle_unknown="ignore"))
    texts = make_pipeline(FunctionTransformer(tidy), OneHotEncoder(handle_unknown="ignore"))
    chains = [("numbers", numbers, columns["numbers"]), ("codes", codes, columns["codes"]), ("texts", texts, columns["texts"])]
    model = make_pipeline(ColumnTransformer(chains), LogisticRegression(max_iter=1000))
    known = rows[np.array(training)]
    names = [name for name in rows.columns if name != "left"]
    model.fit(known[names], known["left"].astype(int))

    class ByPosition:
        def predict_proba(self, frame):
            return model.predict_proba(frame.iloc[:, : len(names)].set_axis(names, axis=1))

    return ByPosition()
