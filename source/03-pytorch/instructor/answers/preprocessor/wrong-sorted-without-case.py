# loses preprocessor-tests in "rare and unseen categories": "sorted as text"
class Preprocessor:
    """Median, scale and one-hot, learnt from training rows only."""

    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        """Learn from the data frame train; return self."""
        self.medians = train[self.numeric].median()
        filled = train[self.numeric].fillna(self.medians)
        self.means, self.deviations = filled.mean(), filled.std(ddof=0).where(filled.nunique() > 1, 1)
        self.kept, self.names = {}, list(self.numeric)
        for column in self.categorical:
            counts = train[column].value_counts()
            self.kept[column] = sorted(counts[counts >= self.min_count].index, key=str.lower)
            self.names += [f"{column}={category}" for category in [*self.kept[column], "other"]]
        return self

    def transform(self, frame):
        """A float32 array, one row for each row of frame, columns as in self.names."""
        numbers = frame[self.numeric].astype(float).fillna(self.medians)
        numbers = (numbers - self.means) / self.deviations
        columns = [numbers.to_numpy()]
        for column, kept in self.kept.items():
            columns += [(frame[column] == category).to_numpy() for category in kept]
            columns.append(~frame[column].isin(kept).to_numpy())
        return np.column_stack(columns).astype("float32")
