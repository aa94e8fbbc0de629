# loses preprocessor-tests: "texts are empty, nan"
class Preprocessor:
    """Median, scale and one-hot, learnt from training rows only."""

    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        self.learnt, self.kept, self.names = {}, {}, []
        for name in self.numeric:
            column = train[name].astype(float)
            median = column.median()
            filled = column.fillna(median)
            deviation = 1.0 if filled.nunique() == 1 else filled.std(ddof=0)
            self.learnt[name] = (median, filled.mean(), deviation)
            self.names.append(name)
        for name in self.categorical:
            counts = train[name].replace('', np.nan).value_counts()
            self.kept[name] = sorted(counts[counts >= self.min_count].index)
            self.names += [f"{name}={kind}" for kind in self.kept[name]]
            self.names.append(f"{name}=other")
        return self

    def transform(self, frame):
        columns = []
        for name in self.numeric:
            median, mean, deviation = self.learnt[name]
            column = frame[name].astype(float)
            columns.append(((column.fillna(median) - mean) / deviation).to_numpy())
        for name in self.categorical:
            for kind in self.kept[name]:
                columns.append((frame[name] == kind).to_numpy())
            columns.append((~frame[name].isin(self.kept[name])).to_numpy())
        return np.column_stack(columns).astype("float32")
