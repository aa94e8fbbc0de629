"""A few questions on one answer of a self-learner's own, as plain data: what the card in JupyterLab asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbook.classroom.oral.compose import sheets
from workbook.classroom.oral.model import Question
from workbook.grading.model import Master

MOST = 3
Json = dict[str, Any]


def explained(notebook: bytes, master: Master, exercise: str, seed: int = 0) -> Mapping[str, Any]:
    """At most three questions on the answers that the tests cell *exercise* tests; another *seed*, other questions.

    Nobody's points are looked at: whoever asks knows that the answer earned some. Two fresh boxes work the answers out.
    Raises BadSubmission for bytes that are no notebook, SandboxUnavailable where they can't be run safely.
    """
    found = sheets(
        "", {master.lesson: notebook}, {master.lesson: master}, {master.lesson: {exercise: 1.0}}, most=MOST, seed=seed
    )
    asked = {question.solved.answer: question.solved.source for question in found.talk}
    return {
        "answers": [{"id": name, "text": text} for name, text in asked.items()],
        "questions": [_question(question) for question in found.talk],
    }


def _question(question: Question) -> Json:
    return {
        "of": question.solved.answer,
        "kind": question.kind,
        "ask": question.ask,
        "choices": list(question.choices),
        "given": question.given,
        "answer": question.answer,
        "reason": question.proof,
        "lines": list(question.lines),
    }
