def prioritise(candidates, weights, weeks_left):
    open_ones = candidates.loc[(~candidates.done) & candidates.data_allowed & candidates.weeks.le(weeks_left)].copy()
    open_ones["effort"] = 6 - open_ones["effort"]
    open_ones["score"] = open_ones[list(weights)].astype(float).dot(pd.Series(weights, dtype=float))
    ranked = open_ones.sort_values("score", ascending=False)
    return list(zip(ranked["candidate"].tolist(), ranked["score"].tolist()))
