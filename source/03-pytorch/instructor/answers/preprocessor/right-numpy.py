class Preprocessor:
    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.least = list(numeric), list(categorical), min_count

    def fit(self, train):
        self.stored, self.levels, self.names = {}, {}, []
        for name in self.numeric:
            values = train[name].to_numpy(dtype=float)
            median = np.nanmedian(values)
            values = np.where(np.isnan(values), median, values)
            spread = values.std() if values.max() > values.min() else 1.0
            self.stored[name] = (median, values.mean(), spread)
            self.names.append(name)
        for name in self.categorical:
            texts, counts = np.unique(train[name].dropna().to_numpy(dtype=str), return_counts=True)
            self.levels[name] = [
                str(text) for text, count in zip(texts, counts) if count >= self.least
            ]
            self.names.extend(f"{name}={text}" for text in self.levels[name] + ["other"])
        return self

    def transform(self, frame):
        result = np.zeros((len(frame), len(self.names)), dtype=np.float32)
        for name, (median, mean, spread) in self.stored.items():
            values = frame[name].to_numpy(dtype=float)
            result[:, self.names.index(name)] = (
                np.where(np.isnan(values), median, values) - mean
            ) / spread
        for name, levels in self.levels.items():
            for row, text in enumerate(frame[name]):
                level = text if text in levels else "other"
                result[row, self.names.index(f"{name}={level}")] = 1
        return result
