# loses preprocessor-tests: "25 towns"
class Preprocessor:
    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        self.learnt, self.kept, self.names = {}, {}, []
        for name in self.numeric:
            column = train[name].astype(float)
            median = column.median()
            filled = column.fillna(median)
            spread = 1.0 if filled.nunique() == 1 else filled.std(ddof=0)
            self.learnt[name] = median, filled.mean(), spread
            self.names.append(name)
        for name in self.categorical:
            counts = train[name].value_counts()
            self.kept[name] = sorted(counts[counts >= self.min_count].index)[:10]
            self.names += [f"{name}={kind}" for kind in [*self.kept[name], "other"]]
        return self

    def transform(self, frame):
        columns = [np.zeros((len(frame), 0))]
        for name in self.numeric:
            median, mean, spread = self.learnt[name]
            columns.append(((frame[name].astype(float).fillna(median) - mean) / spread).to_numpy())
        for name in self.categorical:
            columns += [(frame[name] == kind).to_numpy() for kind in self.kept[name]]
            columns.append(~frame[name].isin(self.kept[name]).to_numpy())
        return np.column_stack(columns).astype("float32")
