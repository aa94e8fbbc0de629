# loses one-column-tests: "a spread that is small beside the mean"
def learn(column):
    median = column.median()
    filled = column.fillna(median)
    deviation = filled.std(ddof=0)
    deviation = 1.0 if deviation <= 1e-9 * abs(filled.mean()) else deviation
    return float(median), float(filled.mean()), float(deviation)


def scaled(column, learnt):
    median, mean, deviation = learnt
    return ((column.astype(float).fillna(median) - mean) / deviation).to_numpy(dtype="float32")
