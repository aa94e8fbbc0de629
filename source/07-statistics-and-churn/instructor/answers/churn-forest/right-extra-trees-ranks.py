from sklearn.ensemble import ExtraTreesClassifier


def churn_forest(history, now):
    words = sorted(set(history["channel"]))
    plans = sorted(set(history["plan_code"]))

    def matrix(f):
        columns = [f[c].fillna(-1) for c in ("tenure", "quiet", "calls", "calls_before", "days_to_end", "complaints", "satisfaction", "late_bills", "rule", "last")]
        columns += [(f["channel"] == w) for w in words] + [(f["plan_code"] == p) for p in plans]
        return np.column_stack([np.asarray(c, dtype=float) for c in columns])

    def scored(old, new):
        wood = ExtraTreesClassifier(80, min_samples_leaf=5, random_state=4).fit(matrix(old), old["left"])
        return pd.Series(wood.predict_proba(matrix(new))[:, 1]).rank().to_numpy()

    days = history["day"].drop_duplicates().sort_values()
    test = history[history["day"] == days.iloc[-1]]
    train = history[history["day"].isin(days.iloc[:-1])]
    s = scored(train, test)
    found = [(auc_gain(s.tolist(), test[n].tolist(), test["left"].tolist()), n) for n in ("rule", "last")]
    (gain, low, _), name = min(found)
    answer = {"gain": gain, "learnt": low > 0}
    answer["scores"] = scored(history, now).tolist() if low > 0 else (10 * now[name] + 3).tolist()
    return answer
