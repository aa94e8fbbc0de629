# loses one-column-tests: "the type of what learn returns"
def learn(column):
    median = column.median()
    filled = column.fillna(median)
    deviation = filled.std(ddof=0) if filled.nunique() > 1 else 1.0
    return np.array([median, filled.mean(), deviation])


def scaled(column, learnt):
    median, mean, deviation = learnt
    filled = column.astype(float).fillna(median)
    return ((filled - mean) / deviation).to_numpy(dtype="float32")
