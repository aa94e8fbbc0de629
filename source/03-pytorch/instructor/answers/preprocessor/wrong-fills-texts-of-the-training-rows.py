# loses preprocessor-tests in "nothing leaks": "fit"
class Preprocessor:
    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        self.learnt = {name: learn(train[name]) for name in self.numeric}
        self.kept, self.names = {}, list(self.numeric)
        for name in self.categorical:
            train[name] = train[name].fillna("other")
            counts = train[name].value_counts()
            self.kept[name] = sorted(
                counts[(counts >= self.min_count) & (counts.index != "other")].index
            )
            self.names += [f"{name}={category}" for category in [*self.kept[name], "other"]]
        return self

    def transform(self, frame):
        columns = [scaled(frame[name], self.learnt[name]) for name in self.numeric]
        for name in self.categorical:
            columns += [frame[name] == category for category in self.kept[name]]
            columns.append(~frame[name].isin(self.kept[name]))
        return np.column_stack(columns).astype("float32")
