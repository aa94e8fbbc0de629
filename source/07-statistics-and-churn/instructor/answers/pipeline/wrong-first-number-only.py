# loses pipeline-tests in "other companies: it has learnt something": "named in another order"
def _floats(frame):
    return frame.astype(float)


def _tidy(frame):
    def one(column):
        return pd.Series(["missing?" if not isinstance(c, str) or not c.strip() else c.strip().lower() for c in column], index=column.index, dtype=object)

    return frame.apply(one)


def fit_model(rows, columns, training):
    train = rows[np.array(training, dtype=bool)]
    model = Pipeline([
        ("columns", ColumnTransformer([
            ("numbers", make_pipeline(FunctionTransformer(_floats), SimpleImputer(keep_empty_features=True), StandardScaler()), columns["numbers"][:1]),
            ("codes", make_pipeline(FunctionTransformer(_floats), OneHotEncoder(handle_unknown="ignore")), columns["codes"]),
            ("texts", make_pipeline(FunctionTransformer(_tidy), OneHotEncoder(handle_unknown="ignore")), columns["texts"]),
        ])),
        ("model", LogisticRegression(max_iter=1000)),
    ])
    return model.fit(train, train["left"].astype(int))
