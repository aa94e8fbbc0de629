# loses preprocessor-tests: "published example", "nothing leaks"
class Preprocessor:
    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        self.medians = train[self.numeric].median()
        filled = train[self.numeric].fillna(self.medians)
        self.means, self.deviations = filled.mean(), filled.std(ddof=0).where(filled.nunique() > 1, 1)
        self.names = list(self.numeric) + list(
            pd.get_dummies(train[self.categorical], prefix_sep="=").columns
        )
        return self

    def transform(self, frame):
        numbers = (frame[self.numeric].fillna(self.medians) - self.means) / self.deviations
        return np.column_stack([numbers, pd.get_dummies(frame[self.categorical])]).astype("float32")
