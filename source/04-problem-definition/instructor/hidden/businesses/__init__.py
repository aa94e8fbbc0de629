"""Generated businesses with planted truths: what hidden tests are run on, and what data/ is made from.

Every function takes a ``numpy.random.Generator``; the same generator state gives the same business. The folder
reads along the way of a project: ``shop`` and ``briefs`` (problem), ``scores`` (evaluation), ``records`` (data), ``service``
(offline and online), ``projects`` (plan).
"""

from workbook.check.business.briefs import sheet
from workbook.check.business.projects import candidates, crash_case, crashes, features, network
from workbook.check.business.records import annotated, grouped, warehouse
from workbook.check.business.scores import acting, contacts, scored, sliced, two_models
from workbook.check.business.service import ab_case, requests, trial, wish
from workbook.check.business.shop import Shop, months, on_borders, shop, weeks

__all__ = [
    "Shop", "ab_case", "acting", "annotated", "candidates", "contacts", "crash_case", "crashes", "features",
    "grouped", "months", "network", "on_borders", "requests", "scored", "sheet", "shop", "sliced", "trial", "two_models",
    "warehouse", "weeks", "wish",
]  # fmt: skip
