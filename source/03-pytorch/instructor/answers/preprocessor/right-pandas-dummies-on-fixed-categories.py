class Preprocessor:
    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def fit(self, train):
        numbers = train[self.numeric].fillna(train[self.numeric].median())
        self.fill, self.mean = train[self.numeric].median(), numbers.mean()
        self.scale = numbers.std(ddof=0).where(numbers.nunique() > 1, 1.0)
        self.levels = {}
        for name in self.categorical:
            often = train[name].value_counts()[lambda count: count >= self.min_count]
            self.levels[name] = sorted(often.index) + ["other"]
        self.names = list(self.numeric) + [f"{c}={v}" for c, vs in self.levels.items() for v in vs]
        return self

    def transform(self, frame):
        blocks = [
            frame[self.numeric].astype("float64").fillna(self.fill).sub(self.mean).div(self.scale)
        ]
        for name, levels in self.levels.items():
            column = frame[name].where(frame[name].isin(levels[:-1]), "other").astype(object)
            column = pd.Series(pd.Categorical(column, categories=levels), index=frame.index)
            blocks.append(pd.get_dummies(column, prefix=name, prefix_sep="="))
        return pd.concat(blocks, axis=1)[self.names].to_numpy(dtype="float32")
