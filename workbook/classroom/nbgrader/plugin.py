"""nbgrader's autograder, running on our engine: preprocessors that nbgrader_config.py names.

``nbgrader autograde`` and the formgrader's button first sanitise a submission (here: :class:`Rebuild`), then run and
grade it (:class:`Grade`), then save the grades (:class:`SaveGrades`). The formgrader's page for grading by hand gets
tables that can be read (:class:`ReadableTables`) and rubrics that sum themselves (:class:`Rubrics`). The rest of nbgrader stays as it is.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat.notebooknode import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from workbook import hooks
from workbook.classroom import dates, seeds
from workbook.classroom.batch import dated, lesson_record, with_verdicts
from workbook.classroom.essays.bank import for_page
from workbook.classroom.feedback.html import TABLES
from workbook.classroom.gradebook.late import LatePenalties, course_id, course_of, database_file, load_config
from workbook.classroom.gradebook.write import Writer
from workbook.course import Course
from workbook.errors import WorkbookError
from workbook.files import folder_without_links, read_regular
from workbook.grading import engine
from workbook.grading.door import MAX_BYTES
from workbook.grading.masters import load_master
from workbook.grading.model import Master, Submission
from workbook.grading.rebuild import rebuild

_RESULT = "workbook_result"
_HASH = "submission"
"""Of the bytes that were rebuilt: in the notebook's metadata from the first pass to the second, then in the resources."""


def _course(resources: ResourcesDict) -> Course:
    return course_of(str(resources["nbgrader"]["db_url"]))


def _master(resources: ResourcesDict) -> Master:
    facts = resources["nbgrader"]
    return load_master(_course(resources).unit(facts["assignment"]).lesson(facts["notebook"]))


def _handed_in(resources: ResourcesDict) -> bytes:
    """The submitted notebook itself, read where no link leads: what nbgrader opened may have been another file by then."""
    facts = resources["nbgrader"]
    with folder_without_links(_course(resources).submitted, facts["student"], facts["assignment"]) as place:
        return read_regular(f"{facts['notebook']}.ipynb", MAX_BYTES, place)


def _submission(notebook: NotebookNode, resources: ResourcesDict) -> Submission:
    return Submission(resources["nbgrader"]["student"], json.dumps(notebook).encode())


class Rebuild(NbGraderPreprocessor):  # type: ignore[misc]
    """Put the notebook together again from the master copy, with the student's answers."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Called by nbgrader with each submitted notebook."""
        data = _handed_in(resources)
        rebuilt = rebuild(Submission(resources["nbgrader"]["student"], data), _master(resources))
        for note in rebuilt.restored:
            self.log.warning("%s", note)
        notebook = rebuilt.notebook({}, {})
        ours: dict[str, Any] = {"restored": list(rebuilt.restored), _HASH: hashlib.sha256(data).hexdigest()}
        facts = resources["nbgrader"]
        folder = _course(resources).submitted / facts["student"] / facts["assignment"]
        unit = _course(resources).unit(facts["assignment"])
        claim = hooks.read(unit, facts["notebook"], data, folder)
        if claim is not None:
            ours[hooks.KEY] = claim
        notebook["metadata"] = {**notebook["metadata"], "workbook": ours}
        return nbformat.from_dict(notebook), resources


class Grade(NbGraderPreprocessor):  # type: ignore[misc]
    """Run the rebuilt notebook in the sandbox, against the master copy's tests."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Called by nbgrader with each rebuilt notebook; leaves outputs and verdicts in it."""
        seed = seeds.chosen(_course(resources), resources["nbgrader"]["assignment"]).number
        result = engine.grade(_submission(nb, resources), _master(resources), seed=seed)
        for test in result.tests:
            self.log.info("%s: %s, %g of %g points", test.id, test.outcome, test.points, test.max_points)
        resources[_RESULT] = result
        graded = with_verdicts(result)
        graded["metadata"]["workbook"] = dict(nb.metadata.get("workbook", {}))  # the first pass saw the submission
        resources[_HASH] = graded["metadata"]["workbook"].pop(_HASH, "")
        return nbformat.from_dict(graded), resources


class SaveGrades(NbGraderPreprocessor):  # type: ignore[misc]
    """Write the grades of one notebook in one transaction; manual grades and comments stay."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Called by nbgrader after :class:`Grade`."""
        facts = resources["nbgrader"]
        course, master = _course(resources), _master(resources)
        # Without a digest: `workbook autograde` will grade this once more, with its own care in reading the files.
        record = replace(lesson_record(resources[_RESULT], master, "", b""), submission=resources[_HASH])
        config = load_config(course)
        database = database_file(str(facts["db_url"]), course)
        with Writer(database, course_id(config), LatePenalties(config)) as writer:
            own = dated(dates.load(course), facts["assignment"], facts["student"])
            writer.record(replace(own, lessons=[record]))
        return nb, resources


class ReadableTables(Preprocessor):  # type: ignore[misc]
    """Draw lines and space into the formgrader's tables: its own style runs a rubric's columns together."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Called by the formgrader with a copy of the autograded notebook; the copy ends in a style."""
        nb.cells.append(new_markdown_cell(TABLES))
        return nb, resources


class Rubrics(Preprocessor):  # type: ignore[misc]
    """Hand the lesson's rubrics and their banks to the formgrader's page, where ``rubric.js`` draws them."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Called by the formgrader with a copy of the autograded notebook, which stays as it is."""
        place = Path(resources["metadata"]["path"])  # autograded/<student>/<unit>
        try:
            unit = Course.find(place.parents[2]).unit(str(resources["assignment_id"]))
            resources["workbook_rubrics"] = {"rubrics": for_page(unit, str(resources["notebook_id"]))}
        except (WorkbookError, IndexError) as error:
            resources["workbook_rubrics"] = {"problem": f"The rubric can't be shown: {error}"}
        return nb, resources
