# loses pipeline-tests in "capitals and blanks at the ends": "capitals"
def fit_model(rows, columns, training):
    """A model fitted to the training rows, with predict_proba(frame) for rows of any other day."""
    def tidy(frame):
        return frame.apply(lambda texts: texts.astype(str).str.strip().str.lower()).replace("", np.nan).fillna("missing")

    def floats(frame):
        return frame.astype(float)

    def plain(frame):
        return frame.astype(str).fillna("missing")

    rows = rows.assign(**{name: tidy(rows[[name]])[name] for name in columns["texts"]})
    numbers = make_pipeline(FunctionTransformer(floats), SimpleImputer(strategy="median"), StandardScaler())
    codes = make_pipeline(FunctionTransformer(floats), OneHotEncoder(handle_unknown="ignore"))
    texts = make_pipeline(FunctionTransformer(plain), OneHotEncoder(handle_unknown="ignore"))
    chains = [("numbers", numbers, columns["numbers"]), ("codes", codes, columns["codes"]), ("texts", texts, columns["texts"])]
    model = make_pipeline(ColumnTransformer(chains), LogisticRegression(max_iter=1000))
    known = rows[np.array(training)]
    return model.fit(known, known["left"].astype(int))
