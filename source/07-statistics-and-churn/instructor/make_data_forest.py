"""Write the data of the lesson on trees: twelve customers, the Gini of every split of theirs, and Linnet Mobile on six days."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

from hidden import forest_companies, forest_splits

TWELVE = {
    "quiet": [31, 3, 47, 12, 24, 8, 60, 14, 35, 5, 41, 20],
    "tenure": [6, 50, 14, 9, 27, 33, 18, 22, 40, 4, 11, 45],
    "plan_code": [20, 10, 40, 20, 40, 30, 20, 10, 30, 30, 40, 10],
    "left": [0, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0],
}
SEED = 20250731


def splits(customers: pd.DataFrame) -> pd.DataFrame:
    """Counts and Gini of every split of the columns of numbers, by the value from which on it holds."""
    rows = []
    for column in ("quiet", "tenure"):
        values, y = customers[column].tolist(), customers["left"].tolist()
        for threshold in [0, *sorted(set(values))]:
            left = forest_splits.goes_left(values, threshold)
            counts = [
                sum(goes is side and one == label for goes, one in zip(left, y, strict=True))
                for side in (True, False)
                for label in (1, 0)
            ]
            gini = forest_splits.reached(y, left)
            rows.append([column, threshold, *counts, gini if np.isfinite(gini) else np.nan])
    return pd.DataFrame(
        rows, columns=["column", "threshold", "low_left", "low_stayed", "high_left", "high_stayed", "gini"]
    )


def main(folder: Path) -> None:
    """Write the files into *folder*, to the byte."""
    twelve = pd.DataFrame(TWELVE)
    twelve.to_csv(folder / "twelve.csv", index=False, lineterminator="\n")
    splits(twelve).round(6).to_csv(folder / "split_by_hand.csv", index=False, lineterminator="\n")
    linnet = forest_companies.company(np.random.default_rng(SEED), "linnet", size=600)
    history = linnet.history.sort_values(["day", "customer_id"])
    now = linnet.now[history.columns.drop("left")].assign(left=linnet.left.astype(int)).sort_values("customer_id")
    history.to_csv(folder / "churn_days.csv", index=False, lineterminator="\n")
    now.drop(columns="left").to_csv(folder / "churn_today.csv", index=False, lineterminator="\n")
    now[["customer_id", "left"]].to_csv(folder / "churn_after.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
