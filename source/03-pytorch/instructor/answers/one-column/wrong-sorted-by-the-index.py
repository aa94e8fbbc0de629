# loses one-column-tests: "whose index is 2, 0, 1"
def learn(column):
    median = column.median()
    filled = column.fillna(median)
    deviation = 1.0 if filled.nunique() == 1 else filled.std(ddof=0)
    return median, filled.mean(), deviation


def scaled(column, learnt):
    median, mean, deviation = learnt
    filled = column.astype(float).fillna(median).sort_index()
    return ((filled - mean) / deviation).to_numpy(dtype="float32")
