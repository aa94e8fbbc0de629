from sklearn.neighbors import KNeighborsClassifier


def fit_model(rows, columns, training):
    lower = FunctionTransformer(lambda f: pd.DataFrame({n: f[n].map(str).str.strip().str.lower() for n in f.columns}, index=f.index))
    blank = FunctionTransformer(lambda f: f.replace(["", "none", "nan", "<na>"], "nothing"))
    number = FunctionTransformer(lambda f: f.astype(float))
    onehot = OneHotEncoder(handle_unknown="ignore")
    steps = [
        ("numbers", Pipeline([("float", number), ("fill", SimpleImputer()), ("scale", StandardScaler())]), columns["numbers"]),
        ("codes", Pipeline([("float", number), ("hot", onehot)]), columns["codes"]),
        ("texts", Pipeline([("lower", lower), ("blank", blank), ("hot", OneHotEncoder(handle_unknown="ignore"))]), columns["texts"]),
    ]
    model = Pipeline([("prepare", ColumnTransformer(steps)), ("vote", KNeighborsClassifier(25))])
    seen = rows.loc[np.array(training)]
    return model.fit(seen.drop(columns="left"), seen["left"].astype(int))
