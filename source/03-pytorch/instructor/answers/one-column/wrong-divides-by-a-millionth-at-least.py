# loses one-column-tests: "scaled, a deviation of about"
def learn(column):
    median = column.median()
    filled = column.fillna(median)
    deviation = filled.std(ddof=0) if filled.nunique() > 1 else 1.0
    return median, filled.mean(), deviation


def scaled(column, learnt):
    median, mean, deviation = learnt
    filled = column.astype(float).fillna(median)
    return ((filled - mean) / max(deviation, 1e-6)).to_numpy(dtype="float32")
