from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


class Preprocessor:
    def __init__(self, numeric, categorical, min_count=10):
        self.numeric, self.categorical, self.min_count = numeric, categorical, min_count

    def _texts(self, frame):
        texts = frame[self.categorical].astype(object)
        for name, kept in zip(self.categorical, self.kept):
            texts[name] = texts[name].where(texts[name].isin(kept), "other")
        return texts

    def fit(self, train):
        self.kept = []
        for name in self.categorical:
            counts = train[name].value_counts()
            self.kept.append(
                sorted(text for text, count in counts.items() if count >= self.min_count)
            )
        if self.numeric:
            self.numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
            self.numbers.fit(train[self.numeric].astype(float))
        if self.categorical:
            levels = [kept + ["other"] for kept in self.kept]
            self.encoder = OneHotEncoder(categories=levels, sparse_output=False).fit(
                self._texts(train)
            )
        lists = zip(self.categorical, self.kept)
        self.names = [
            *self.numeric,
            *(f"{name}={text}" for name, kept in lists for text in kept + ["other"]),
        ]
        return self

    def transform(self, frame):
        if len(frame) == 0:
            return np.zeros((0, len(self.names)), dtype="float32")
        parts = [np.zeros((len(frame), 0))]
        if self.numeric:
            parts.append(self.numbers.transform(frame[self.numeric].astype(float)))
        if self.categorical:
            parts.append(self.encoder.transform(self._texts(frame)))
        return np.hstack(parts).astype("float32")
