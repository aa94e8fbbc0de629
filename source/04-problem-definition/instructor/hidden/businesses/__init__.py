"""Generated businesses with planted truths: what hidden tests are run on, and what data/ is made from.

Every function takes a ``numpy.random.Generator``; the same generator state gives the same business. The folder
reads along the way of a project: ``shop`` and ``briefs`` (problem), ``scores`` (evaluation), ``records`` (data), ``service``
(offline and online), ``projects`` (plan).
"""

from hidden.businesses.briefs import sheet
from hidden.businesses.projects import candidates, crashes, features, network
from hidden.businesses.records import (
    annotated,
    blocks,
    grouped,
    moves,
    one_against_many,
    two_people,
    warehouse,
    warehouses,
)
from hidden.businesses.scores import (
    ACTING,
    CONTACTS,
    LINES,
    acting,
    contacts,
    fine,
    guessed,
    line,
    scored,
    sliced,
    two_models,
)
from hidden.businesses.service import arms, clear_trials, loads, near_trials, requests, trial
from hidden.businesses.shop import WAYS, Log, Shop, log, months, report, shop, strengths, trading, weeks

__all__ = [
    "ACTING", "CONTACTS", "LINES", "WAYS", "Log", "Shop", "acting", "annotated", "arms", "blocks", "candidates", "clear_trials", "contacts",
    "crashes", "features", "fine", "grouped", "guessed", "line", "loads", "log", "months", "moves", "near_trials", "network", "one_against_many", "report", "requests", "scored", "sheet",
    "shop", "sliced", "strengths", "trading", "trial", "two_models", "two_people", "warehouse", "warehouses", "weeks",
]  # fmt: skip
