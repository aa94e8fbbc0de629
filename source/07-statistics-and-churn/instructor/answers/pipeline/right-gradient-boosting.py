from sklearn.ensemble import HistGradientBoostingClassifier


def fit_model(rows, columns, training):
    """The estimator takes missing values by itself; what is unknown is missing."""
    known = rows[pd.Series(training, index=rows.index)]

    def words(frame):
        return frame.apply(lambda c: c.map(lambda v: v.strip().lower() if isinstance(v, str) else "").astype(object))

    kinds = {"codes": lambda frame: frame.apply(pd.to_numeric, errors="coerce").astype(float), "texts": words}
    encode = {kind: make_pipeline(FunctionTransformer(f), OneHotEncoder(handle_unknown="ignore", sparse_output=False)) for kind, f in kinds.items()}
    chains = [("numbers", FunctionTransformer(lambda frame: frame.astype(float)), columns["numbers"])]
    chains += [(kind, encode[kind], columns[kind]) for kind in kinds]
    boosted = HistGradientBoostingClassifier(max_iter=30, random_state=0)
    return make_pipeline(ColumnTransformer(chains), boosted).fit(known, known["left"].astype(int))
