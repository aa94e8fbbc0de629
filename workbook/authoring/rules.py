"""What a single cell may hold: markers in pairs and in the right cells, Python that parses, points that agree."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection, Iterable
from typing import Protocol

from workbook.authoring.roles import Role
from workbook.check.cells import as_python, tree_of
from workbook.check.names import STAR, bindings, names_used

Mistake = tuple[int, str]

SOLUTION = "SOLUTION"
HIDDEN = "HIDDEN TESTS"
_MARK = re.compile(r"^\s*(?:#+|--|//)[\s#]*(BEGIN|END) (SOLUTION|HIDDEN TESTS)\s*$")
_LOOSE = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TEST)", re.IGNORECASE)
_CHECKS = (ast.Assert, ast.Raise, ast.Call)
PYTHON_MAGICS = ("%%time", "%%timeit", "%%capture", "%%prun")
_TIMED = re.compile(r"^%(?:time|timeit|prun) +", re.MULTILINE)


def cell_mistakes(
    source: str, role: Role | None, grade_id: str, points: float | None, line: int, kind: str
) -> list[Mistake]:
    """Mistakes in one cell, with their lines. *line* is the marker's; the source begins on the next one."""
    wrong = _marker_mistakes(source, role, grade_id, line + 1)
    if kind == "code" and not wrong:
        wrong += _python_mistakes(source, line + 1)
    if role is not None and role.name == "tests" and not wrong:
        wrong += _points_mistakes(source, points, line + 1)
    return wrong


class RuledCell(Protocol):
    """What a rule about several cells has to know of one."""

    @property
    def source(self) -> str:
        """Its text."""

    @property
    def line(self) -> int:
        """The line of its marker, the one before its text."""

    @property
    def role(self) -> Role | None:
        """Its role; None for a plain cell."""

    @property
    def grade_id(self) -> str:
        """Its id, or nothing."""

    @property
    def kind(self) -> str:
        """Whether it is code."""


def name_mistakes(cells: Iterable[RuledCell]) -> list[Mistake]:
    """Names that both the tests, or a read-only cell, and an answer cell give a value.

    The grader never takes a name from the answer that a read-only or tests cell gives a value. Both may import the same.
    """
    code = [cell for cell in cells if cell.kind == "code" and cell.role is not None]
    answers: dict[str, tuple[str, set[str]]] = {}
    for cell in code:
        if cell.role and cell.role.name == "answer":
            for name, (_, imported) in _bound(cell.source).items():
                answers.setdefault(name, (cell.grade_id, imported))
    wrong: list[Mistake] = []
    for cell in code:
        if cell.role and cell.role.name in ("tests", "read-only"):
            for name, (line, imported) in _bound(cell.source).items():
                if name == STAR:
                    message = (
                        f"{cell.role.name} cell '{cell.grade_id}': import each name, so that it is known who gives it"
                    )
                elif name not in answers or (imported and imported == answers[name][1]):
                    continue
                else:
                    message = f"`{name}` is what answer cell '{answers[name][0]}' defines: use another name here"
                wrong.append((cell.line + line, message))
    return wrong


def unlocked_mistakes(cells: Iterable[RuledCell], asked: Collection[str] = ()) -> list[Mistake]:
    """Names of a tests cell that only a plain cell gives a value, unless it imports them, or the lesson has *asked* for them.

    Students may change a plain cell, and the grader takes such a name from what they hand in: a test would be fed by them.
    """
    code = [cell for cell in cells if cell.kind == "code"]
    given: set[str] = {*dir(builtins), *asked}
    plain: dict[str, int] = {}
    for cell in code:
        bound = {name for name, (_, imported) in _bound(_unmagic(cell.source)).items() if cell.role or not imported}
        if cell.source.startswith("%%"):
            bound.update(cell.source.partition("\n")[0].split()[1:])  # %%sql late
        if cell.role is not None:
            given |= bound
        else:
            plain |= dict.fromkeys(bound, cell.line)
    return [
        (
            cell.line,
            f"tests cell '{cell.grade_id}' uses `{name}`, which only a plain cell gives a value (line {plain[name]}): "
            'give that cell role="read-only", since students may change it, or name it in the header\'s asks: […]',
        )
        for cell in code
        if cell.role is not None and cell.role.name == "tests"
        for name in sorted(_used(cell.source) & plain.keys() - given)
    ]


def _unmagic(source: str) -> str:
    """The Python below a magic that runs it."""
    first, _, rest = source.partition("\n")
    return _TIMED.sub("", rest if first.split()[:1] and first.split()[0] in PYTHON_MAGICS else source)


def _used(source: str) -> frozenset[str]:
    tree = tree_of(source)
    return names_used(as_python(source), tree) if tree is not None else frozenset()


def _bound(source: str) -> dict[str, tuple[int, set[str]]]:
    """Each name that a cell gives a value, with the first line, and what it is imported as, if it only is imported."""
    tree = tree_of(source)
    found: dict[str, list[ast.AST]] = {}
    for name, node in bindings(tree.body) if tree is not None else ():
        found.setdefault(name, []).append(node)
    return {
        name: (min(getattr(node, "lineno", 1) for node in nodes), _imported(name, nodes))
        for name, nodes in found.items()
    }


def _imported(name: str, nodes: list[ast.AST]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        if not isinstance(node, ast.Import | ast.ImportFrom):
            return set()
        module = f"{'.' * node.level}{node.module or ''}:" if isinstance(node, ast.ImportFrom) else ""
        for alias in node.names:
            called = (alias.asname or alias.name).partition(".")[0]
            if called == name:
                found.add(module + (alias.name if alias.asname or module else called))
    return found


def regions(source: str) -> list[tuple[str, int, int]]:
    """The marked regions of a cell: ``(SOLUTION or HIDDEN TESTS, first line, line after the last)``, from 0."""
    found, start = [], 0
    for number, text in enumerate(source.splitlines()):
        mark = _MARK.match(text)
        if mark and mark[1] == "BEGIN":
            start = number + 1
        elif mark:
            found.append((mark[2], start, number))
    return found


def _marker_mistakes(source: str, role: Role | None, grade_id: str, first: int) -> list[Mistake]:
    wrong: list[Mistake] = []
    opened: tuple[str, int] | None = None
    kinds = set()
    for number, text in enumerate(source.splitlines(), start=first):
        mark = _MARK.match(text)
        if not mark:
            if _LOOSE.search(text):
                wrong.append((number, "a marker stands on a line of its own: ### BEGIN SOLUTION, say"))
            continue
        verb, region = mark[1], mark[2]
        kinds.add(region)
        if verb == "BEGIN" and opened:
            wrong.append((number, f"BEGIN {region} inside the {opened[0]} region of line {opened[1]}"))
        elif verb == "END" and (not opened or opened[0] != region):
            wrong.append((number, f"END {region} without BEGIN {region}"))
        opened = (region, number) if verb == "BEGIN" else None
    if opened:
        wrong.append((opened[1], f"BEGIN {opened[0]} has no END {opened[0]}"))
    return wrong + _misplaced(kinds, role, grade_id, first - 1)


def _misplaced(kinds: set[str], role: Role | None, grade_id: str, line: int) -> list[Mistake]:
    name = role.name if role else "plain"
    wrong = []
    if SOLUTION in kinds and not (role and role.solution):
        wrong.append((line, f"a {name} cell has a SOLUTION region; only answer and essay cells do"))
    if HIDDEN in kinds and name != "tests":
        wrong.append((line, f"a {name} cell has HIDDEN TESTS; only tests cells do"))
    if role and role.solution and SOLUTION not in kinds:
        wrong.append((line, f"{name} cell '{grade_id}' has no SOLUTION region"))
    return wrong


def _python_mistakes(source: str, first: int) -> list[Mistake]:
    begin = source.lstrip()
    if begin.startswith("%%"):
        return []
    try:
        compile(as_python(source), "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return [(first + (error.lineno or 1) - 1, f"not Python: {error.msg}")]
    return []


def _points_mistakes(source: str, points: float | None, first: int) -> list[Mistake]:
    tree = ast.parse(as_python(source)) if not source.startswith("%%") else ast.Module([], [])
    if not source.startswith("%%") and not any(isinstance(node, _CHECKS) for node in ast.walk(tree)):
        return [(first, "a tests cell checks something: it has an assert, or calls a check")]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "check.parts"]
    wrong: list[Mistake] = []
    for call in calls:
        given = call.args[0] if call.args else None
        if not isinstance(given, ast.Constant) or given.value != points:
            wrong.append((first + call.lineno - 1, f"check.parts must be given the cell's {points:g} points"))
    if calls and not _ends_with_score(tree, source):
        wrong.append((first + len(source.splitlines()) - 1, "a tests cell with check.parts ends with its .score()"))
    return wrong


def _ends_with_score(tree: ast.Module, source: str) -> bool:
    last = tree.body[-1]
    inside = any(start < last.lineno <= end for _, start, end in regions(source))
    quiet = source.rstrip().endswith(";")  # then Jupyter shows no score, and nbgrader gives all the points
    return isinstance(last, ast.Expr) and ast.unparse(last).endswith(".score()") and not inside and not quiet


def without_marks(source: str) -> str:
    """A cell's text without the lines that begin and end its regions."""
    return "\n".join(line for line in source.split("\n") if not _MARK.match(line))
