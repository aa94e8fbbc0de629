"""Answers of the lesson on features and labels, held against generated companies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

import asof_forms
from asof_forms import ALONE, BLANK, FLOATS, HOLE, LEARNS, NAMES, TYPED, UNSEEN
from hidden import asof_models
from hidden.asof_contracts import Company, Split
from hidden.asof_worlds import World
from workbook.check.failure import Failure, show

_SIGNALS = {"numbers": "a number tells", "codes": "a code tells", "texts": "a text tells"}


def features(answer: Callable[..., Any], company: World, columns: Sequence[str], kind: str) -> None:
    """Fail unless the named columns of ``answer(...)`` are right; without any: who has a row, and that the tables stay as they are."""
    given = (company.customers.copy(), company.events.copy(), company.tickets.copy())
    frame = answer(*given, company.day)
    what = f"{kind}, on {company.day}"
    if columns:
        asof_forms.features(frame, company.expected, company.told, what, columns)
    else:
        asof_forms.customers(frame, company.expected, company.told, what)


def leaves(answer: Callable[..., Any], company: Company, labels: bool) -> None:
    """Fail unless the labels of a company are right, or, without *labels*, who has one."""
    usual = (company.horizon, company.grace) == (60, 30)
    days = () if usual else (company.horizon, company.grace)
    frame = answer(company.contracts.copy(), company.day, *days)
    what = f"leaves on {company.day}, horizon {company.horizon}, grace {company.grace}"
    (asof_forms.labels if labels else asof_forms.customers)(frame, company.expected, company.told, what)


def split(answer: Callable[..., Any], case: Split, part: str) -> None:
    """Fail unless the rows of one part, "train" or "test", are right."""
    usual = (case.horizon, case.grace) == (60, 30)
    days = () if usual else (case.horizon, case.grace)
    parts = answer(case.rows.copy(), case.test_from, case.end, *days)
    what = f"{part} of a split: test from {case.test_from}, data until {case.end}, horizon {case.horizon}, grace {case.grace}"
    if type(parts) not in (tuple, list) or len(parts) != 2:
        raise Failure(what, "two data frames: (train, test)", show(parts))
    asof_forms.part_of(parts[0 if part == "train" else 1], case.rows, case.why[part], what)


class Trial:
    """One company, and the model that an answer has fitted to it: once, when it is first needed."""

    def __init__(self, case: asof_models.Company, rng: np.random.Generator, labels: bool) -> None:
        self.case, self.rng, self.labels = case, rng, labels
        self.kind = f"a company in which {_SIGNALS[case.signal]} who leaves"
        self._model: Any = None
        self._told: Any = None

    def fit(self, answer: Callable[..., Any], rows: pd.DataFrame) -> Any:
        """The model that *answer* gives for these rows."""
        names = {kind: list(columns) for kind, columns in self.case.columns.items()}
        return answer(rows.copy(), names, list(self.case.training))

    def model(self, answer: Callable[..., Any]) -> Any:
        """The model for the company's own rows."""
        if self._model is None:
            self._model = self.fit(answer, self.case.rows)
        return self._model

    def told(self, answer: Callable[..., Any]) -> Any:
        """What the model says of tomorrow's rows."""
        if self._told is None:
            self._told = asof_forms.chances(self.model(answer), self.case.tomorrow, f"tomorrow's rows of {self.kind}")
        return self._told

    def ranks(self, answer: Callable[..., Any]) -> None:
        """Fail unless leavers of tomorrow get higher chances."""
        asof_forms.ranks(self.told(answer), self.case.left, 0.75, f"tomorrow's rows of {self.kind}")
        turned = {kind: names[::-1] for kind, names in self.case.columns.items()}
        what = f"tomorrow's rows of {self.kind}, its columns named in another order"
        model = answer(self.case.rows.copy(), turned, list(self.case.training))
        asof_forms.ranks(asof_forms.chances(model, self.case.tomorrow, what), self.case.left, 0.75, what)

    def holes(self, answer: Callable[..., Any]) -> None:
        """Fail unless training rows may have holes: each of them one, and a column that isn't named no value at all."""
        model = self.fit(answer, asof_models.full_of_holes(self.rng, self.case))
        what = f"fitted to rows of which each has a missing value, {self.kind}"
        asof_forms.ranks(asof_forms.chances(model, self.case.tomorrow, what), self.case.left, 0.75, what)

    def training_only(self, answer: Callable[..., Any]) -> None:
        """Fail unless the model is the same whatever stands outside of the training rows."""
        other = self.fit(answer, asof_models.changed(self.rng, self.case, self.labels))
        what = (
            "with other values outside of training"
            if self.labels
            else "with other values, and no labels, outside of training"
        )
        again = asof_forms.chances(other, self.case.tomorrow, f"tomorrow's rows of {self.kind}")
        asof_forms.same_chances(self.told(answer), again, f"fitted again {what}, {self.kind}", LEARNS)

    def shapes(self, answer: Callable[..., Any]) -> None:
        """Fail unless rows count alone, whatever the order of rows and columns, and further columns are."""
        model, frame = self.model(answer), self.case.tomorrow.head(40)
        order = self.rng.permutation(len(frame))
        turned = frame.iloc[order].assign(a_note="x", zone=range(len(frame)))
        turned = turned[sorted(turned.columns, key=lambda name: (name in frame.columns, name[::-1]))]
        what = f"rows and columns in another order, and further columns, {self.kind}"
        asof_forms.same_chances(self.told(answer)[order], asof_forms.chances(model, turned, what), what, NAMES)
        alone = asof_forms.one_by_one(model, frame.head(3), self.kind)
        asof_forms.same_chances(self.told(answer)[:3], alone, f"a row alone, and among others, {self.kind}", ALONE)
        holes = asof_models.a_hole_each(frame, self.case.columns)
        what = f"a row with a missing value, alone and among others, {self.kind}"
        among = asof_forms.chances(model, pd.concat([holes, frame]), what)[: len(holes)]
        asof_forms.same_chances(among, asof_forms.one_by_one(model, holes, what), what, HOLE)

    def unseen(self, answer: Callable[..., Any]) -> None:
        """Fail unless values that training never saw are taken, and all alike."""
        frame, pairs = self.case.tomorrow.head(12), {}
        for kind, (one, other) in (("texts", ("fax", "zeppelin")), ("codes", (0, 99))):
            for name in self.case.columns[kind]:
                what = f"values of {name!r} ({kind}) that training never saw, {self.kind}"
                pairs[what] = (frame.assign(**{name: one}), frame.assign(**{name: other}))
        asof_forms.twins(self.model(answer), pairs, UNSEEN)

    def missing(self, answer: Callable[..., Any]) -> None:
        """Fail unless values, and whole columns, may be missing."""
        model, frame = self.model(answer), self.case.tomorrow.head(20)
        pairs = {}
        for name in (column for columns in self.case.columns.values() for column in columns):
            gap: Any = None if name in self.case.columns["texts"] else float("nan")
            like = "  " if gap is None else gap
            pairs[f"{name!r} missing, {self.kind}"] = (frame.assign(**{name: gap}), frame.assign(**{name: like}))
        asof_forms.twins(model, pairs, BLANK)
        as_floats = frame.assign(**{name: frame[name].astype(float) for name in self.case.columns["codes"]})
        what = f"codes as floats, {self.kind}"
        asof_forms.same_chances(self.told(answer)[:20], asof_forms.chances(model, as_floats, what), what, FLOATS)
        nothing = pd.DataFrame({name: pd.Series([None] * 2, dtype=object) for name in frame.columns})
        by_none = asof_forms.chances(model, nothing, f"rows without a single value, all None, {self.kind}")
        by_nan = asof_forms.chances(model, nothing.astype(float), f"rows without a single value, all NaN, {self.kind}")
        asof_forms.same_chances(by_none, by_nan, f"rows without a single value, all None and all NaN, {self.kind}")

    def typed(self, answer: Callable[..., Any]) -> None:
        """Fail unless capitals and blanks don't count."""
        what = f"other capitals and blanks at the ends, {self.kind}"
        told = asof_forms.chances(self.model(answer), asof_models.told_otherwise(self.rng, self.case), what)
        asof_forms.same_chances(self.told(answer), told, what, TYPED)

    def fewer(self, answer: Callable[..., Any]) -> None:
        """Fail unless the model uses the columns named, and no other."""
        fewer = {**self.case.columns, "codes": [], "texts": self.case.columns["texts"][:1]}
        kept = [name for names in fewer.values() for name in names]
        model = answer(self.case.rows.copy(), fewer, list(self.case.training))
        told = asof_forms.chances(
            model, self.case.tomorrow[kept], "a model of fewer columns, and rows without the others"
        )
        others = {
            name: self.case.tomorrow[name].to_numpy()[::-1] for name in self.case.tomorrow.columns if name not in kept
        }
        what = "a model of fewer columns, and rows with other values in the others"
        asof_forms.same_chances(told, asof_forms.chances(model, self.case.tomorrow.assign(**others), what), what, NAMES)
