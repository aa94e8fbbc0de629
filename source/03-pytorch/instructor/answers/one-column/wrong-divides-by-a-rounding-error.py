# loses one-column-tests: "the deviation of 0.1, 0.1, 0.1", "how many different values it has"
def learn(column):
    """Median, and mean and deviation after filling, of a series; 1 for the deviation of a constant."""
    median = column.median()
    filled = column.fillna(median)
    return median, filled.mean(), filled.std(ddof=0) or 1.0


def scaled(column, learnt):
    """A float32 array of a series, filled and scaled by what learn returned."""
    median, mean, deviation = learnt
    return ((column.fillna(median) - mean) / deviation).to_numpy(dtype="float32")
