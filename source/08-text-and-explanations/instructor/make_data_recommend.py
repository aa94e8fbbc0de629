"""Write the data of the lesson on recommendation: the long reads of The Harbour Post, and who read them when."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from hidden import recommend_paper

SEED = 1


def main(folder: Path) -> None:
    """Write the files into *folder*, to the byte."""
    year = recommend_paper.paper(np.random.default_rng(SEED))
    sections = [name for name in recommend_paper.SERIES for _ in range(40)]
    days = [(recommend_paper.START + timedelta(days=float(day))).strftime("%Y-%m-%d") for day in year.published]
    articles = pd.DataFrame({"article": year.titles, "section": sections, "published": days})
    articles = articles.sort_values(["published", "article"], ascending=[False, True])
    reads = pd.DataFrame(year.reads, columns=["reader", "article", "at"])
    articles.to_csv(folder / "recommend_articles.csv", index=False, lineterminator="\n")
    reads.to_csv(folder / "recommend_reads.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
