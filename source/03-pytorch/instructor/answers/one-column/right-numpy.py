def learn(column):
    values = column.to_numpy(dtype="float64")
    median = float(np.nanmedian(values))
    whole = np.where(np.isnan(values), median, values)
    return median, float(whole.mean()), float(whole.std()) if (whole != whole[0]).any() else 1.0


def scaled(column, learnt):
    values = column.to_numpy(dtype="float64")
    values = np.where(np.isnan(values), learnt[0], values)
    return ((values - learnt[1]) / learnt[2]).astype(np.float32)
