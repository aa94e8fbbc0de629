"""What an answer uses, read from the text of all cells: through aliases, imports, helpers and names put together from texts.

Nothing is run. What a text can do that can't be read (``eval``, ``getattr`` with a computed name) is told as such, so that a
rule can refuse it. Reading goes a long way and not all of it: see "What is not defended" in docs/grading.md.
"""

from __future__ import annotations

import ast
import builtins
import functools
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from workbook.check.rules.bindings import body_of, bound_by, changed_by, free_names, within
from workbook.check.rules.dotted import Use
from workbook.check.rules.folding import folded
from workbook.check.rules.scopes import Imported, Scope, Value, children, inner_scope, scope_of, walk

_KIT = "workbook."
_OF_IPYTHON = {"In", "Out", "display", "exit", "quit"}


@dataclass
class Text:
    """The cells that ran, in order, as one text."""

    cells: tuple[str, ...]
    given: tuple[bool, ...]
    """Which of the cells are the lesson's own."""
    statements: list[ast.stmt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.statements = [node for cell in self.cells for node in body_of(cell)]
        self._own = [not given for cell, given in zip(self.cells, self.given, strict=True) for _ in body_of(cell)]
        self._binders: dict[str, list[int]] = {}
        self._changers: dict[str, list[int]] = {}
        self._read: dict[str, list[Use]] = {}
        self._needed: dict[str, dict[int, tuple[str, int]]] = {}
        self.stars: list[str] = []
        for index, node in enumerate(self.statements):
            scope = bound_by(node)
            self.stars += scope.stars
            for name in scope.values:
                self._binders.setdefault(name, []).append(index)
            for name in changed_by(node):
                self._changers.setdefault(name, []).append(index)

    def binds(self, name: str) -> bool:
        """Whether a statement of a cell gives *name* a value."""
        return name in self._binders

    def values(self, name: str, before: int) -> Iterator[Value]:
        """What *name* stands for when the statement of index *before* runs."""
        for index in self._places(name, before):
            yield from bound_by(self.statements[index]).values[name]

    def _places(self, name: str, before: int) -> list[int]:
        """The statement that gives *name* its last value before that index; all those that build on each other."""
        places = self._binders.get(name, [])
        found = [index for index in places if index < before][-1:] or places[-1:]
        while found and free_names(self.statements[found[0]]).get(name):  # f = wrapped(f)
            earlier = [index for index in places if index < found[0]][-1:]
            if not earlier:
                break
            found = earlier + found
        return found

    def needed(self, name: str) -> dict[int, tuple[str, int]]:
        """The statements that *name* needs, itself or through other names.

        Each with the name that it is needed for, and the index of the statement before which it counts.
        """
        if name in self._needed:
            return self._needed[name]
        found: dict[int, tuple[str, int]] = {}
        self._needed[name] = found
        seen: set[tuple[str, int]] = set()
        todo = [(name, len(self.statements))]
        for one, before in todo:
            if (one, before) in seen:
                continue
            seen.add((one, before))
            places = self._places(one, before)
            variable = places and isinstance(self.statements[places[-1]], ast.Assign | ast.AnnAssign | ast.AugAssign)
            changed = [*self._changers.get(one, ()), *(self._changers.get(f"{one}()", ()) if variable else ())]
            for index in filter(self._own.__getitem__, [*reversed(places), *changed]):
                found.setdefault(index, (one, before))
                todo += [
                    (free, index if at_once else before) for free, at_once in free_names(self.statements[index]).items()
                ]
        return found

    def uses(self, name: str) -> list[Use]:
        """All that *name* uses, its own text's first."""
        if name in self._read:
            return self._read[name]
        found = self._read[name] = []
        for index, (part, before) in self.needed(name).items():
            reader = _Reader(self, index, part, before)
            found += [use for use in reader.uses if part == name or not reader.drawn or not use.name.startswith(_KIT)]
        return found

    def modules(self, name: str) -> set[str]:
        """The packages that are imported by what *name* needs."""
        found = set()
        for index in self.needed(name):
            for node in walk(self.statements[index]):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    found.add(node.module.partition(".")[0])
        return found

    def unknown(self, name: str) -> list[str]:
        """Names that *name* needs and no text gives a value."""
        free = {one for index in self.needed(name) for one in free_names(self.statements[index])}
        known = {*self._binders, *dir(builtins), *_OF_IPYTHON, "get_ipython"}
        return [] if self.stars else sorted(one for one in free - known if not one.startswith("_"))


@functools.lru_cache(maxsize=4)
def text_of(cells: tuple[str, ...], given: tuple[bool, ...]) -> Text:
    """The cells as one text."""
    return Text(cells, given)


class _Reader:
    """Reads one statement: every name in it, resolved."""

    def __init__(self, text: Text, index: int, part: str, before: int) -> None:
        self.uses: list[Use] = []
        self._text, self._part, self._index, self._before = text, part, index, before
        statement = text.statements[index]
        decorators = getattr(statement, "decorator_list", [])
        self._first = min([statement.lineno, *(decorator.lineno for decorator in decorators)]) - 1
        self._known: dict[int, frozenset[str]] = {}
        self._scopes: dict[int, Scope | None] = {}
        call = statement.value if isinstance(statement, ast.Assign) else None
        made = self._resolve(call.func, ()) if isinstance(call, ast.Call) else frozenset()
        self.drawn = bool(made) and all(one.startswith(_KIT) for one in made)
        """Whether the statement is like ``names = check.dice("names")``: data that the kit gave, and nobody's borrowed work."""
        if not isinstance(statement, ast.Import | ast.ImportFrom):  # which only names: what is done with it counts
            self._visit(statement, ())

    def _use(self, names: Iterable[str], node: ast.AST, value: bool = False) -> None:
        line = getattr(node, "lineno", self._first + 1) - self._first
        self.uses += [Use(name, line, self._part, value) for name in sorted(names)]

    def _visit(self, node: ast.AST, scopes: tuple[Scope, ...], value: bool = True) -> None:
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            self._use(self._resolve(node, scopes), node, value)
        elif isinstance(node, ast.Attribute):
            self._use(self._resolve(node, scopes) or {f".{node.attr}"}, node, value)
        elif isinstance(node, ast.Call | ast.Subscript):
            self._look_up(node, scopes)
        elif isinstance(node, ast.Import):
            self._use((alias.name for alias in node.names), node)
        elif isinstance(node, ast.ImportFrom):
            self._use((f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names), node)
        elif isinstance(node, ast.MatchClass):
            self._use((f".{name}" for name in node.kwd_attrs), node)
        access = _access(node, self._resolve(node.func, scopes)) if isinstance(node, ast.Call) else None
        for child, around in within(node, scopes):
            self._visit(child, around, not isinstance(node, ast.Attribute) and not (access and child is access[0]))

    def _look_up(self, node: ast.Call | ast.Subscript, scopes: tuple[Scope, ...]) -> None:
        """Note what ``getattr``, ``import_module``, ``sys.modules[…]`` and their like name by a text."""
        if isinstance(node, ast.Subscript):
            holder = self._holder(node.value, scopes)
            if holder is not None:
                self._named_by(node.slice, holder, node, scopes)
            return
        function = self._resolve(node.func, scopes)
        if function & {"__import__", "importlib.import_module", "importlib.__import__"}:
            self._named_by(_argument(node, 0, "name"), {"*"}, node, scopes)
        elif function & {"operator.attrgetter", "operator.methodcaller"}:
            for argument in node.args if "operator.attrgetter" in function else node.args[:1]:
                self._named_by(argument, set(), node, scopes)
        elif (access := _access(node, function)) is not None:
            base, key = access
            self._named_by(key, self._resolve(base, scopes), node, scopes)
        elif "vars" in function and not node.args:
            self._use({"locals"}, node)
        elif function & {"vars", "dir"} and node.args:
            self._use({f"{name}.__dict__" for name in self._resolve(node.args[0], scopes)}, node, True)

    def _named_by(self, key: ast.AST | None, bases: Iterable[str], node: ast.AST, scopes: tuple[Scope, ...]) -> None:
        word = None if key is None else folded(key, lambda name: self._only(name, scopes))
        bases = set(bases)
        if isinstance(word, str):
            self._use(
                {word if base == "*" else f"{base}.{word}" for base in bases},
                node,
                True,
            )
            if not bases:
                self._use((f".{step}" for step in word.split(".")), node, True)
        elif key is not None:
            self._use({f"{base}.?" for base in bases} or {".?"}, node, True)

    def _only(self, name: str, scopes: tuple[Scope, ...]) -> ast.AST | None:
        """The one value that *name* ever has, if there is just one."""
        values = list(self._values(name, scopes))
        return values[0] if len(values) == 1 and isinstance(values[0], ast.AST) else None

    def _values(self, name: str, scopes: tuple[Scope, ...]) -> Iterator[Value]:
        for scope in scopes:
            if name in scope.values:
                yield from scope.values[name]
                if not scope.hidden:
                    return
        later = any(scope.later for scope in scopes)
        yield from self._text.values(name, self._before if later else self._index)

    def _resolve(self, node: ast.AST | None, scopes: tuple[Scope, ...]) -> frozenset[str]:
        """The dotted names that an expression may stand for; none if that can't be told."""
        if node is None:
            return frozenset()
        if id(node) not in self._known:
            self._known[id(node)] = frozenset()  # while it is being found out, and for good if it leads to itself
            self._known[id(node)] = frozenset(itertools.islice(self._names(node, scopes), 50))
        return self._known[id(node)]

    def _names(self, node: ast.AST, scopes: tuple[Scope, ...]) -> Iterator[str]:
        if isinstance(node, ast.Name):
            yield from self._names_of(node.id, scopes)
        elif isinstance(node, ast.Attribute):
            yield from (f"{base}.{node.attr}" for base in self._resolve(node.value, scopes))
        elif isinstance(node, ast.Call):
            yield from self._names_of_call(node, scopes)
        elif isinstance(node, ast.Subscript):
            holder = self._holder(node.value, scopes)
            word = folded(node.slice, lambda name: self._only(name, scopes))
            if holder is not None and isinstance(word, str):
                yield from (word if base == "*" else f"{base}.{word}" for base in holder)
            else:
                yield from self._resolve(node.value, scopes)
        elif isinstance(
            node, ast.Tuple | ast.List | ast.Set | ast.Dict | ast.IfExp | ast.BoolOp | ast.NamedExpr | ast.Starred
        ):
            for child in children(node):
                yield from self._resolve(child, scopes) if isinstance(child, ast.expr) else ()
        elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
            yield from self._resolve(node.elt, (scope_of(node.generators), *scopes))

    def _names_of(self, name: str, scopes: tuple[Scope, ...]) -> Iterator[str]:
        known = any(name in scope.values for scope in scopes) or self._text.binds(name)
        for value in self._values(name, scopes):
            if isinstance(value, Imported):
                yield value.name
            elif isinstance(value, ast.expr):
                yield from self._resolve(value, scopes)
        if not known:
            yield from ([name] if hasattr(builtins, name) or name == "get_ipython" else [])
            yield from (f"{module}.{name}" for module in self._text.stars)

    def _names_of_call(self, node: ast.Call, scopes: tuple[Scope, ...]) -> Iterator[str]:
        function = self._resolve(node.func, scopes)
        if function & {"__import__", "importlib.import_module", "importlib.__import__"}:
            word = folded(_argument(node, 0, "name"), lambda name: self._only(name, scopes))
            if isinstance(word, str):
                yield (
                    word.partition(".")[0] if "__import__" in function and not _argument(node, 3, "fromlist") else word
                )
        elif (access := _access(node, function)) is not None:
            word = folded(access[1], lambda name: self._only(name, scopes))
            if isinstance(word, str):
                yield from (f"{base}.{word}" for base in self._resolve(access[0], scopes))
        elif function & {
            "functools.partial",
            "copy.copy",
            "copy.deepcopy",
            "next",
            "iter",
            "tuple",
            "list",
            "dict",
            "zip",
        }:
            for argument in [*node.args, *(keyword.value for keyword in node.keywords)]:
                yield from self._resolve(argument, scopes)
        elif isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop", "setdefault", "values", "items"):
            yield from self._resolve(node.func.value, scopes)
        for body, inner in self._bodies(node.func, scopes):
            yield from self._resolve(body, inner)

    def _bodies(self, node: ast.AST, scopes: tuple[Scope, ...]) -> Iterator[tuple[ast.AST, tuple[Scope, ...]]]:
        """What a function of the text's own returns, each with the scopes that it stands in."""
        values = list(self._values(node.id, scopes)) if isinstance(node, ast.Name) else [node]
        for value in values:
            own = inner_scope(value) if isinstance(value, ast.AST) else None
            if isinstance(value, ast.Lambda) and own:
                yield value.body, (own, *scopes)
            elif isinstance(value, ast.FunctionDef) and own:
                for inner in walk(value):
                    if isinstance(inner, ast.Return | ast.Yield) and inner.value is not None:
                        yield inner.value, (own, *scopes)

    def _holder(self, node: ast.AST, scopes: tuple[Scope, ...]) -> set[str] | None:
        """What names by text are looked up in: `sys.modules`, `vars(x)`, `x.__dict__`; None of others."""
        names = self._resolve(node, scopes)
        if names & {"sys.modules"}:
            return {"*"}
        if isinstance(node, ast.Attribute) and node.attr == "__dict__":
            return set(self._resolve(node.value, scopes))
        if isinstance(node, ast.Call):
            function = self._resolve(node.func, scopes)
            if function & {"vars"} and node.args:
                return set(self._resolve(node.args[0], scopes))
        return None


def _access(node: ast.Call, function: frozenset[str]) -> tuple[ast.expr, ast.expr] | None:
    """Of ``getattr(x, name)`` and what else means the same: x and the name."""
    if "getattr" in function and len(node.args) >= 2:
        return node.args[0], node.args[1]
    if isinstance(node.func, ast.Attribute) and node.func.attr in ("__getattribute__", "__getattr__") and node.args:
        return (node.args[0], node.args[1]) if len(node.args) > 1 else (node.func.value, node.args[0])
    return None


def _argument(node: ast.Call, position: int, name: str) -> ast.expr | None:
    if len(node.args) > position:
        return node.args[position]
    return next((keyword.value for keyword in node.keywords if keyword.arg == name), None)
