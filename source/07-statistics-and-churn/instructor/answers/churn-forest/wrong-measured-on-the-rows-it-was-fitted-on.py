# loses churn-forest-tests in "Linnet Mobile, with the labels of each day dealt out by lot": "at most"
from sklearn.ensemble import RandomForestClassifier


def churn_forest(history, now):
    """Gain over the better baseline on the last day, whether it's beyond noise, and scores for the customers of now."""
    def numbers(frame):
        kept = frame.drop(columns=["customer_id", "day", "left"], errors="ignore").fillna({"satisfaction": 0})
        return pd.get_dummies(kept, columns=["plan_code", "channel"])

    def fit_and_score(old, new):
        x = numbers(old)
        model = RandomForestClassifier(30, min_samples_leaf=10, random_state=0).fit(x, old["left"])
        return model.predict_proba(numbers(new).reindex(columns=x.columns, fill_value=0))[:, 1]

    is_last = history["day"] == history["day"].max()
    earlier, last_day = history[~is_last], history[is_last]
    scores, left = fit_and_score(last_day, last_day), last_day["left"].tolist()
    against = {name: auc_gain(scores, last_day[name].tolist(), left) for name in ("rule", "last")}
    better = min(against, key=lambda name: against[name][0])
    gain, low, _ = against[better]
    found = fit_and_score(history, now) if low > 0 else now[better]
    return {"gain": gain, "learnt": bool(low > 0), "scores": found.tolist()}
