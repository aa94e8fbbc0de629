# loses pipeline-tests in "other companies: each row for itself, columns by name": "a row with a missing value, alone and among others"
def _floats(frame):
    frame = frame.astype(float)
    return frame.fillna(frame.median()).fillna(0)


def _tidy(frame):
    def one(column):
        return pd.Series(["missing?" if not isinstance(c, str) or not c.strip() else c.strip().lower() for c in column], index=column.index, dtype=object)

    return frame.apply(one)


def fit_model(rows, columns, training):
    train = rows[np.array(training, dtype=bool)]
    model = Pipeline([
        ("columns", ColumnTransformer([
            ("numbers", make_pipeline(FunctionTransformer(_floats), SimpleImputer(keep_empty_features=True), StandardScaler()), columns["numbers"]),
            ("codes", make_pipeline(FunctionTransformer(_floats), OneHotEncoder(handle_unknown="ignore")), columns["codes"]),
            ("texts", make_pipeline(FunctionTransformer(_tidy), OneHotEncoder(handle_unknown="ignore")), columns["texts"]),
        ])),
        ("model", LogisticRegression(max_iter=1000)),
    ])
    return model.fit(train, train["left"].astype(int))
