from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def churn_forest(history, now):
    measures = ["tenure", "quiet", "calls", "calls_before", "days_to_end", "complaints", "satisfaction", "late_bills", "rule", "last"]

    def model():
        numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
        columns = make_column_transformer((numbers, measures), (OneHotEncoder(handle_unknown="ignore"), ["plan_code", "channel"]))
        return make_pipeline(columns, LogisticRegression(max_iter=500))

    day = history["day"].max()
    old, held = history[history["day"] < day], history[history["day"] == day]
    score = model().fit(old, old["left"]).predict_proba(held)[:, 1]
    results = {name: auc_gain(score.tolist(), held[name].tolist(), held["left"].tolist()) for name in ["last", "rule"]}
    name = min(results, key=lambda n: results[n][0])
    gain, low, high = results[name]
    if low <= 0:
        return {"gain": gain, "learnt": False, "scores": now[name].to_numpy()}
    return {"gain": gain, "learnt": True, "scores": model().fit(history, history["left"]).predict_proba(now)[:, 1]}
