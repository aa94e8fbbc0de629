# loses pipeline-tests in "other companies: other columns": "columns are missing"
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
    named = {name for names in columns.values() for name in names} | {"left"}
    more = [name for name in rows.columns if name not in named and pd.api.types.is_numeric_dtype(rows[name])]
    chains.append(("more", make_pipeline(SimpleImputer(), StandardScaler()), more))
    model = make_pipeline(ColumnTransformer(chains), LogisticRegression(max_iter=1000))
    known = rows[np.array(training)]
    return model.fit(known, known["left"].astype(int))
