# loses preprocessor-tests: "categories stand in one row each"
class Preprocessor:
    """P."""

    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        """f"""
        self.learnt, self.kept, self.names = {}, {}, []
        for name in self.numeric:
            column = train[name].astype(float)
            median = column.median()
            filled = column.fillna(median)
            values = np.sort(filled.to_numpy())
            deviation = values.std() if values[0] != values[-1] else 1.0
            self.learnt[name] = median, values.mean(), deviation
            self.names.append(name)
        for name in self.categorical:
            counts = train[name].value_counts()
            self.kept[name] = sorted(counts[counts >= self.min_count].index)
            self.names += [f"{name}={value}" for value in [*self.kept[name], "other"]]
            if (counts < 2).all():
                self.names.pop()
        return self

    def transform(self, frame):
        """t"""
        columns = []
        for name in self.numeric:
            median, mean, deviation = self.learnt[name]
            columns.append((frame[name].astype(float).fillna(median) - mean) / deviation)
        for name in self.categorical:
            masks = [frame[name] == value for value in self.kept[name]]
            other = np.ones(len(frame), dtype=bool)
            for mask in masks:
                other &= ~mask.to_numpy(dtype=bool)
            columns += [*masks, other]
        rows = [np.asarray(column, dtype="float32") for column in columns]
        return np.stack(rows, 1) if rows else np.zeros((len(frame), 0), dtype="float32")
