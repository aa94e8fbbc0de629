# loses churn-forest-tests: "a company in which what made people leave no longer does"
from sklearn.ensemble import RandomForestClassifier


def churn_forest(history, now):
    def table(frame):
        numbers = frame[["tenure", "quiet", "calls", "calls_before", "days_to_end", "complaints", "satisfaction", "late_bills", "rule", "last"]].astype(float).fillna(-1)
        return pd.concat([numbers, pd.get_dummies(frame[["plan_code", "channel"]].astype(str), dtype=float)], axis=1)

    def fit_and_score(old, new):
        one = table(old)
        two = table(new).reindex(columns=one.columns, fill_value=0)
        model = RandomForestClassifier(150, min_samples_leaf=10, random_state=0)
        model.fit(one, old["left"].astype(int))
        return model.predict_proba(two)[:, 1]

    day = history["day"].max()
    earlier, last = history[history["day"] < day], history[history["day"] == day]
    scores = fit_and_score(earlier, last)
    left = last["left"].tolist()
    found = {name: auc_gain(scores.tolist(), last[name].tolist(), left) for name in ("rule", "last")}
    from sklearn.metrics import roc_auc_score as r
    better = max(found, key=lambda name: r(earlier['left'], earlier[name]))
    gain, low, high = found[better]
    learnt = low > 0
    return {"gain": gain, "learnt": bool(learnt), "scores": fit_and_score(history, now).tolist() if learnt else now[better].tolist()}
