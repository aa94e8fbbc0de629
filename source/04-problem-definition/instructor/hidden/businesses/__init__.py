"""Generated businesses with planted truths: what hidden tests are run on, and what data/ is made from.

Every function takes a ``numpy.random.Generator``; the same generator state gives the same business. The folder
reads along the way of a project: ``shop`` and ``briefs`` (problem), ``scores`` (evaluation), ``records`` (data), ``service``
(offline and online), ``projects`` (plan).
"""

from hidden.businesses.briefs import sheet
from hidden.businesses.projects import candidates, crash_case, crashes, features, network
from hidden.businesses.records import annotated, grouped, warehouse
from hidden.businesses.scores import acting, contacts, scored, sliced, two_models
from hidden.businesses.service import ab_case, requests, trial, wish
from hidden.businesses.shop import Shop, months, on_borders, shop, weeks

__all__ = [
    "Shop", "ab_case", "acting", "annotated", "candidates", "contacts", "crash_case", "crashes", "features",
    "grouped", "months", "network", "on_borders", "requests", "scored", "sheet", "shop", "sliced", "trial", "two_models",
    "warehouse", "weeks", "wish",
]  # fmt: skip
