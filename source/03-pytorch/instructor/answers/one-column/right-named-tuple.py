from typing import NamedTuple
class Learnt(NamedTuple):
    median: float
    mean: float
    deviation: float

def learn(column: pd.Series) -> Learnt:
    values = np.array(column, dtype=np.float64)
    there = values[~np.isnan(values)]
    m = float(np.median(there))
    values[np.isnan(values)] = m
    constant = values.min() == values.max()
    return Learnt(m, float(values.mean()), 1.0 if constant else float(values.std()))

def scaled(column: pd.Series, learnt: tuple) -> np.ndarray:
    values = np.asarray(column, dtype=float)
    return ((np.where(np.isnan(values), learnt[0], values) - learnt[1]) / learnt[2]).astype(np.float32)
