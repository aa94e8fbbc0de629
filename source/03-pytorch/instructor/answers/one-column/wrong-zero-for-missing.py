# loses one-column-tests: "scaled of 1, 5, 0"
def learn(column):
    """l"""
    median = column.median()
    filled = column.fillna(median)
    deviation = filled.std(ddof=0) if filled.nunique() > 1 else 1.0
    return median, filled.mean(), deviation


def scaled(column, learnt):
    """s"""
    median, mean, deviation = learnt
    return ((column.astype(float).replace(0, np.nan).fillna(median) - mean) / deviation).to_numpy(dtype="float32")
