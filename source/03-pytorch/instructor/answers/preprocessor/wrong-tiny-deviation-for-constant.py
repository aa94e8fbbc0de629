# loses preprocessor-tests: "whose deviation is above 1e-11 by rounding"
class Preprocessor:
    """Median, scale and one-hot, learnt from training rows only."""

    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        """Learn from the data frame train; return self."""
        self.learnt, self.kept = {}, {}
        for name in self.numeric:
            column = train[name].astype(float)
            median = column.median()
            filled = column.fillna(median)
            dev = filled.std(ddof=0) if filled.std(ddof=0) > 1e-15 else 1.0
            self.learnt[name] = (median, filled.mean(), dev)
        self.names = list(self.numeric)
        for name in self.categorical:
            counts = train[name].value_counts()
            self.kept[name] = sorted(counts[counts >= self.min_count].index)
            self.names += [f"{name}={value}" for value in self.kept[name]] + [f"{name}=other"]
        return self

    def transform(self, frame):
        """A float32 array, one row for each row of frame, columns as in self.names."""
        columns = []
        for name in self.numeric:
            median, mean, dev = self.learnt[name]
            columns.append((frame[name].astype(float).fillna(median) - mean) / dev)
        for name in self.categorical:
            for value in self.kept[name]:
                columns.append(frame[name] == value)
            columns.append(~frame[name].isin(self.kept[name]))
        out = np.empty((len(frame), len(columns)), dtype="float32")
        for place, column in enumerate(columns):
            out[:, place] = column.to_numpy(dtype="float32")
        return out
