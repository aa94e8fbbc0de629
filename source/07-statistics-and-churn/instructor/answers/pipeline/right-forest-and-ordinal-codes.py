from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import OrdinalEncoder


def fit_model(rows, columns, training):
    def tidy(frame):
        frame = frame.copy()
        for name in frame.columns:
            frame[name] = [v.strip().lower() if isinstance(v, str) and v.strip() else "?" for v in frame[name].tolist()]
        return frame

    def number(frame):
        return frame.apply(pd.to_numeric).fillna(-1.0)

    unknown = {"handle_unknown": "use_encoded_value", "unknown_value": -1}
    steps = ColumnTransformer(
        [
            ("n", Pipeline([("f", FunctionTransformer(number)), ("i", SimpleImputer())]), columns["numbers"]),
            ("c", Pipeline([("f", FunctionTransformer(number)), ("o", OrdinalEncoder(**unknown))]), columns["codes"]),
            ("t", Pipeline([("f", FunctionTransformer(tidy)), ("o", OrdinalEncoder(**unknown))]), columns["texts"]),
        ]
    )
    forest = RandomForestClassifier(60, min_samples_leaf=5, random_state=3)
    known = rows.loc[[bool(t) for t in training]]
    return Pipeline([("columns", steps), ("forest", forest)]).fit(known, known["left"].to_numpy(int))
