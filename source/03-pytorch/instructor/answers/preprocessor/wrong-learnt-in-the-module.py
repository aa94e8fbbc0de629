# loses preprocessor-tests: "after another one was fitted"
LEARNT = {}

class Preprocessor:
    """Median, scale and one-hot, learnt from training rows only."""

    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        """Learn from the data frame train; return self"""
        self.learnt, self.kept, self.names = {}, {}, []
        for name in self.numeric:
            LEARNT[name] = learn(train[name].astype(float))
            self.names.append(name)
        for name in self.categorical:
            counts = train[name].value_counts()
            self.kept[name] = sorted(counts[counts >= self.min_count].index)
            self.names += [f"{name}={kind}" for kind in self.kept[name]]
            self.names.append(f"{name}=other")
        return self

    def transform(self, frame):
        """A float32 array, one row for each row of frame, columns as in self.names."""
        columns = []
        for name in self.numeric:
            columns.append(scaled(frame[name].astype(float), LEARNT[name]))
        for name in self.categorical:
            for kind in self.kept[name]:
                columns.append((frame[name] == kind).to_numpy())
            columns.append((~frame[name].isin(self.kept[name])).to_numpy())
        return np.column_stack(columns).astype("float32")
