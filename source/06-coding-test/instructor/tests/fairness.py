"""Is the coding test equally hard for everyone? Sizes, traps and the key's work on the sheets of 200 students.

    python source/06-coding-test/instructor/tests/fairness.py [STUDENTS]

What is measured for each student and paper:

- *code*: the key with this student's sheet put in and everything that the sheet doesn't need taken out, in nodes of
  its syntax tree. That is what there is to write.
- *traps*: values of a hidden table that aren't clean (A), faults and the lines that must change (C), digits of the
  numbers that are multiplied (E).
- *lines run* and *operators*: lines of the key and torch's operators that run on one instance of the size that the
  hidden tests have. That is what is asked of the answer.
- *milliseconds*: CPU time of the same, the best of three, shown and not judged.

A line says the least, the mean and the most, and by how much a student lies off the mean at most. The bounds are those
of BOUNDS and WHOLE. Exit code 1 when one is passed. At the end: how often two students share a part or a whole sheet.
"""

from __future__ import annotations

import ast
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from difflib import ndiff
from pathlib import Path
from statistics import mean
from types import FrameType
from typing import Any

import torch
from torch.utils._python_dispatch import TorchDispatchMode

from workbook.authoring.text import read
from workbook.bank.proof import master_of
from workbook.check.rules.source import logical_lines
from workbook.check.seeds import rng
from workbook.course import Course

UNIT_FOLDER = Path(__file__).resolve().parents[2]
ROOT = UNIT_FOLDER.parent.parent
if __name__ == "__main__":
    sys.path[:0] = [str(UNIT_FOLDER), str(UNIT_FOLDER / "instructor")]

import loop_watch  # noqa: E402
import papers  # noqa: E402
from hidden import looks, loops, tables  # noqa: E402
from hidden.boxes import crowd  # noqa: E402
from paper_report import UNIT, paper_lesson  # noqa: E402

PARTS = {"table": "A", "layer": "B", "loop": "C", "boxes": "D", "counts": "E"}
BOUNDS = {"code": 0.15, "traps": 0.25, "lines run": 0.3, "operators": 0.3, "equal": 0.0}
"""How far a student may lie off the mean in a part, by kind. What runs hangs on how many boxes are left: 30 %."""
WHOLE = {"code": 0.05, "lines run": 0.15}
"""The same for the whole paper."""


def facts(paper: str, student: str, cells: list[Any]) -> dict[tuple[str, str], float]:
    """What makes one student's paper hard, by (part, what)."""
    found = traps(paper, student)
    sheet = papers.draw(paper, student)
    for cell, part in answers(cells, paper):
        found[part, "code"] = float(sum(1 for _ in ast.walk(Fold(sheet).visit(ast.parse(cell.source)))))
    for part, (lines, operators, seconds) in work(student, cells, paper).items():
        found[part, "lines run"], found[part, "milliseconds, shown"] = float(lines), 1000 * seconds
        if operators:
            found[part, "operators"] = float(operators)
    for what in ("code", "lines run"):
        found["all", what] = sum(found[part, what] for part in papers.MINUTES)
    return found


def traps(paper: str, student: str) -> dict[tuple[str, str], float]:
    """The traps of each part, and what must be equal for everyone."""
    sheet, planted = papers.draw(paper, student), loops.planted(paper, student)
    make, label = (tables.machines, "site") if paper == "one" else (tables.customers, "plan")
    table = make(rng(f"{paper}-table {student}"), sheet["A"], 30)
    numbers = [value for name in sheet["A"]["numeric"] for value in table[name]]
    dirty = sum(isinstance(value, str) or value is None or value != value for value in numbers)
    odd = sum(value not in sheet["A"][f"{label}s"] for value in table[label])
    changed = Counter(line[0] for line in ndiff(planted.text.splitlines(), loops.text(paper).splitlines()))
    easy = sum(name in loops.EASY for name in planted.behaviours)
    (_depth, *_), channels, kernels = sheet["E"]["input"], sheet["E"]["channels"], sheet["E"]["kernels"]
    digits = sum(len(str(number)) for number in (*sheet["E"]["input"], *channels, sheet["E"]["classes"]))
    return {
        ("A", "columns, equal"): float(len(sheet["A"]["numeric"]) + len(sheet["A"][f"{label}s"])),
        ("A", "dirty values of 60, traps"): float(dirty),
        ("A", f"odd {label}s of 30, equal"): float(odd),
        ("B", "lines of the sheet, equal"): float(len(papers.sheet(paper, student, "B").splitlines())),
        ("C", "faults, equal"): float(len(planted.faults)),
        ("C", "easy faults, equal"): float(easy),
        ("C", "lines of the loop, traps"): float(logical_lines(planted.text)),
        ("C", "lines to change, equal"): float(max(changed["-"], changed["+"])),
        ("D", "rules, equal"): float(len(sheet["D"])),
        ("E", "sides that go wrong, equal"): float(_wrong_sides(sheet["E"])),
        ("E", "layers, equal"): float(len(channels) + len(kernels)),
        ("E", "digits on the sheet, traps"): float(digits),
    }


def _wrong_sides(net: dict[str, Any]) -> int:
    """How many of three usual mistakes change a shape: padding counted once, rounding up, pooling rounded up."""
    (_, *sides), kernel, stride, padding = net["input"], net["kernels"][0], net["stride"], net["padding"]
    ways = [side + 2 * padding - kernel for side in sides]
    once = any(way // stride != (way - padding) // stride for way in ways)
    return once + any(way % stride for way in ways) + any((way // stride + 1) % 2 for way in ways)


def answers(cells: list[Any], paper: str) -> Iterator[tuple[Any, str]]:
    """The key's answer cells that hold code, with their part."""
    for cell in cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name.removeprefix(f"{paper}-") in PARTS:
            yield cell, PARTS[name.removeprefix(f"{paper}-")]


class Fold(ast.NodeTransformer):
    """Puts a sheet into a key: what hangs on the sheet alone becomes a constant, branches not taken go."""

    def __init__(self, sheet: dict[str, Any]) -> None:
        self._known: dict[str, Any] = {"sheet": sheet}

    def _value(self, node: ast.expr) -> tuple[bool, Any]:
        names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        if not names <= set(self._known) or any(isinstance(part, ast.Call) for part in ast.walk(node)):
            return False, None
        return True, eval(compile(ast.Expression(node), "<sheet>", "eval"), {}, self._known)

    def visit_Assign(self, node: ast.Assign) -> Any:
        target = node.targets[0]
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Subscript):
            known, value = self._value(node.value)
            if known and isinstance(value, dict):
                self._known[target.id] = value
                return None
        return self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> Any:
        known, value = self._value(node)
        if known and not isinstance(value, dict):
            return ast.parse(repr(value), mode="eval").body
        self.generic_visit(node)
        if isinstance(node.value, ast.Dict) and isinstance(node.slice, ast.Constant):
            keys = [key.value for key in node.value.keys if isinstance(key, ast.Constant)]
            return node.value.values[keys.index(node.slice.value)]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        known, value = self._value(node.test)
        return self.visit(node.body if value else node.orelse) if known else self.generic_visit(node)

    def visit_If(self, node: ast.If) -> Any:
        known, value = self._value(node.test)
        if not known:
            return self.generic_visit(node)
        return [self.visit(one) for one in (node.body if value else node.orelse)]


def work(student: str, cells: list[Any], paper: str) -> dict[str, tuple[int, int, float]]:
    """For each part: lines of the key and torch operators that run on one instance, and the best CPU time of three."""
    space: dict[str, Any] = {"student": student}
    names = {f"{paper}-{name}" for name in PARTS} | {f"{paper}-setup"}
    counts = ""
    for cell in cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        if name == f"{paper}-counts":
            counts = cell.source
        elif name in names or cell.source.startswith("sheet ="):
            exec(compile(cell.source, f"<key {name}>", "exec"), space)
    code = compile(counts, "<key counts>", "exec")
    runs = {**instances(paper, student, space), "E": lambda: exec(code, dict(space))}
    return {part: measured(run) for part, run in runs.items()}


def instances(paper: str, student: str, space: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """What runs the key of the parts A to D once, on an instance such as the hidden tests have."""
    sheet, draw = papers.draw(paper, student), rng(f"fairness {paper} {student}")
    make = tables.machines if paper == "one" else tables.customers
    table = make(draw, sheet["A"], 30)
    torch.manual_seed(0)
    x, mask = torch.randn(5, 7, 6), torch.ones(5, 7, dtype=torch.bool)
    layer = space["Gate"](6) if paper == "one" else space["Pool"](6, 4)
    loop = looks.problem(torch.Generator().manual_seed(0), paper, "falling")
    crowds = []
    for _ in range(3):
        corners, scores = crowd(draw, 4, 4, sheet["D"]["threshold"])
        boxes = torch.tensor(corners, dtype=torch.float64)
        boxes[:, 2:] -= boxes[:, :2]
        if sheet["D"]["format"] == "cxcywh":
            boxes[:, :2] += boxes[:, 2:] / 2
        crowds.append((boxes, torch.tensor(scores), torch.tensor(draw.integers(0, 4, len(scores)))))

    def run_boxes() -> None:
        for boxes, scores, classes in crowds:
            if paper == "one":
                space["count_inside"](boxes, scores, classes, [20, 20, 70, 70])
            else:
                space["nms"](boxes, scores, classes)
                space["link"](boxes[:8], boxes[8:])

    return {
        "A": lambda: space["prepare"](table, sheet["A"]),
        "B": lambda: (layer(x) if paper == "one" else layer(x, mask)).sum().backward(),
        "C": lambda: loop_watch.observe_loop(space["train"], loop),
        "D": run_boxes,
    }


def measured(run: Callable[[], Any]) -> tuple[int, int, float]:
    """Lines of the key, torch operators, and the best CPU time of three runs."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        run()
        seconds.append(time.process_time() - start)
    lines, operators = _Lines(), _Operators()
    with operators:
        run()
    sys.settrace(lines.call)
    try:
        run()
    finally:
        sys.settrace(None)
    return lines.count, operators.count, min(seconds)


class _Operators(TorchDispatchMode):  # type: ignore[misc]
    """Counts what torch runs."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        self.count += 1
        return function(*args, **(kwargs or {}))


class _Lines:
    """Counts the lines that run in the key's cells."""

    def __init__(self) -> None:
        self.count = 0

    def call(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        return self._line if frame.f_code.co_filename.startswith("<key") else None

    def _line(self, frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
        self.count += event == "line"
        return self._line


def shared(paper: str, students: int) -> Iterator[str]:
    """How many pairs of students share a part, and the whole sheet."""
    sheets = [papers.draw(paper, f"student {number}") for number in range(students)]
    pairs = students * (students - 1) // 2
    for part in (*papers.MINUTES, "all"):
        counts = Counter(str(sheet if part == "all" else sheet[part]) for sheet in sheets)
        same = sum(count * (count - 1) // 2 for count in counts.values())
        name = "the whole sheet" if part == "all" else f"part {part}"
        yield f"paper {paper}  {name:15}  {len(counts):4} sheets, {same:4} of {pairs} pairs share one ({same / pairs:.2%})"


def main(students: int = 200) -> int:
    """Print the tables; 1 when a bound is passed."""
    course, unfair = Course(ROOT), 0
    assert course.unit(UNIT).lessons
    print(f"{'':9}{'part':5} {'what':28} {'least':>8} {'mean':>8} {'most':>8} {'off the mean':>13}  bound")
    for paper in papers.PAPERS:
        lesson = paper_lesson(course, paper)
        _, source = master_of(lesson, read(lesson.text))
        found: dict[tuple[str, str], list[float]] = defaultdict(list)
        for number in range(students):
            for key, value in facts(paper, f"student {number}", source.cells).items():
                found[key].append(value)
        for (part, what), values in sorted(found.items()):
            middle = mean(values)
            off = max(max(values) - middle, middle - min(values)) / middle
            bound = (WHOLE if part == "all" else BOUNDS).get(what.rpartition(", ")[2])
            unfair += bound is not None and off > bound
            told = "-" if bound is None else f"{bound:.0%}" + (" passed" if off > bound else "")
            print(
                f"paper {paper:3} {part:4} {what:28} {min(values):8.6g} {middle:8.6g} {max(values):8.6g} {off:13.1%}  {told}"
            )
    for paper in papers.PAPERS:
        print("\n".join(shared(paper, students)))
    return 1 if unfair else 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
