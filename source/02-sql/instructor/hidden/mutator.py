"""Single-edit mutants of a query: what a student could get wrong by one slip, made from the syntax tree.

A generated database is worth having if some mutant is right without it; a set of them is complete if it tells every mutant
from the query, but for those that are the same query in other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlglot
from sqlglot import exp

COMPARISONS = [exp.LT, exp.LTE, exp.GT, exp.GTE, exp.EQ, exp.NEQ]
NUMBERING = {"RANK": ["ROW_NUMBER", "DENSE_RANK"]}


@dataclass(frozen=True)
class Mutant:
    """One mutant: what was changed, and its text."""

    operator: str
    change: str
    text: str


Edit = Callable[[exp.Expression], None]


def mutants(query: str) -> list[Mutant]:
    """Every single-edit mutant of *query* (SQLite's dialect), each text once, the query itself left out."""
    tree = sqlglot.parse_one(query, dialect="sqlite")
    original = tree.sql(dialect="sqlite")
    seen, found = {original}, []
    for number, node in enumerate(tree.walk()):
        for operator, change, edit in edits(node):
            copy = tree.copy()
            target = next(other for at, other in enumerate(copy.walk()) if at == number)
            edit(target)
            text = copy.sql(dialect="sqlite")
            if text not in seen:
                seen.add(text)
                found.append(Mutant(operator, change, text))
    return found


def edits(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    """The edits that apply at one node: kind, words, and what does it to the same node of a copy."""
    for rule in (_comparisons, _constants, _logic, _joins, _aggregates, _nulls, _clauses, _windows, _orders):
        yield from rule(node)


def _comparisons(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if type(node) in COMPARISONS:
        for other in COMPARISONS:
            if other is not type(node):
                yield (
                    "comparison",
                    f"{node.sql()} to {other.__name__}",
                    lambda n, o=other: n.replace(o(this=n.this.copy(), expression=n.expression.copy())),
                )
    if isinstance(node, exp.Add | exp.Sub):
        other = exp.Sub if isinstance(node, exp.Add) else exp.Add
        yield (
            "comparison",
            f"{node.sql()}: + and -",
            lambda n: n.replace(other(this=n.this.copy(), expression=n.expression.copy())),
        )


def _constants(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if not isinstance(node, exp.Literal):
        return
    if isinstance(node.parent, exp.Limit | exp.WindowSpec):
        return
    for value in _neighbours(node):
        yield "constant", f"{node.sql()} to {value.sql()}", lambda n, v=value: n.replace(v.copy())


def _neighbours(node: exp.Literal) -> list[exp.Expression]:
    if not node.is_string:
        return [exp.Literal.number(int(node.name) + step) for step in (-1, 1) if int(node.name) + step >= 0]
    for pattern, step in (("%Y-%m-%d %H:%M", timedelta(minutes=1)), ("%Y-%m-%d", timedelta(days=1))):
        try:
            moment = datetime.strptime(node.name, pattern)
        except ValueError:
            continue
        return [exp.Literal.string((moment + sign * step).strftime(pattern)) for sign in (-1, 1)]
    return [exp.Literal.string(f"{node.name}x")]


def _logic(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if isinstance(node, exp.And | exp.Or):
        other = exp.Or if isinstance(node, exp.And) else exp.And
        yield (
            "condition",
            f"{type(node).__name__} to {other.__name__}",
            lambda n: n.replace(other(this=n.this.copy(), expression=n.expression.copy())),
        )
        for side in ("this", "expression"):
            yield (
                "condition",
                f"without {node.args[side].sql()}",
                lambda n, s=side: n.replace(n.args["expression" if s == "this" else "this"].copy()),
            )
    if isinstance(node, exp.Not):
        yield "condition", "without NOT", lambda n: n.replace(n.this.copy())
    if isinstance(node, exp.If):
        yield (
            "condition",
            f"negated: {node.this.sql()}",
            lambda n: n.this.replace(exp.Not(this=exp.Paren(this=n.this.copy()))),
        )
    if isinstance(node, exp.Case) and len(node.args["ifs"]) > 1:
        for number in range(len(node.args["ifs"])):
            yield (
                "condition",
                f"without branch {number + 1}",
                lambda n, i=number: n.set("ifs", n.args["ifs"][:i] + n.args["ifs"][i + 1 :]),
            )


def _joins(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if not isinstance(node, exp.Join):
        return
    for side in ("LEFT", "RIGHT", "FULL", None):
        if side != (node.side or None):
            yield "join type", f"{node.side or 'INNER'} to {side or 'INNER'}", lambda n, s=side: n.set("side", s)
    yield "join type", "cross join", lambda n: (n.set("on", None), n.set("side", None), n.set("kind", "CROSS"))
    for column in node.args["on"].find_all(exp.Column) if node.args.get("on") else ():
        for name in _other_keys(column.name):
            old = column.sql()
            yield "join key", f"{old} to {name}", lambda n, c=old, o=name: _rename(n.args["on"], c, o)


def _other_keys(name: str) -> list[str]:
    """Columns that a tired hand might join on instead; a mutant that doesn't run is killed at once."""
    return {
        "tailnum": ["year", "model", "carrier"],
        "carrier": ["dest", "origin", "name"],
        "member_id": ["miles", "amount", "refunded"],
        "source": ["made"],
        "made": ["source"],
        "name": ["steps"],
        "flight_id": ["flight", "dep_delay"],
    }.get(name, [])


def _rename(root: exp.Expression, column: str, name: str) -> None:
    target = next((found for found in root.find_all(exp.Column) if found.sql() == column), None)
    if target is not None:
        target.set("this", exp.to_identifier(name))


def _aggregates(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if isinstance(node, exp.Count):
        inner = node.this
        if isinstance(inner, exp.Star):
            for name in ("dep_delay", "tailnum", "arr_delay", "reason", "distance", "member_id", "flown_on"):
                yield "aggregate", f"COUNT(*) to COUNT({name})", lambda n, c=name: n.set("this", exp.column(c))
        elif isinstance(inner, exp.Distinct):
            yield "distinct", "COUNT without DISTINCT", lambda n: n.set("this", n.this.expressions[0].copy())
        else:
            yield "aggregate", "COUNT(column) to COUNT(*)", lambda n: n.set("this", exp.Star())
            yield "distinct", "COUNT with DISTINCT", lambda n: n.set("this", exp.Distinct(expressions=[n.this.copy()]))
    swaps: dict[type, list[type]] = {
        exp.Avg: [exp.Sum, exp.Max, exp.Min],
        exp.Sum: [exp.Avg, exp.Max, exp.Count],
        exp.Min: [exp.Max, exp.Avg],
        exp.Max: [exp.Min],
    }
    for other in swaps.get(type(node), []):
        yield "aggregate", f"{node.sql()} to {other.__name__}", lambda n, o=other: n.replace(o(this=n.this.copy()))
    if isinstance(node, exp.Avg | exp.Sum) and not isinstance(node.parent, exp.Window):
        yield (
            "distinct",
            f"DISTINCT in {node.sql()}",
            lambda n: n.set("this", exp.Distinct(expressions=[n.this.copy()])),
        )


def _nulls(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if isinstance(node, exp.Is):
        if not isinstance(node.parent, exp.Not):
            yield "null test", f"{node.sql()} to IS NOT", lambda n: n.replace(exp.Not(this=n.copy()))
        yield (
            "null test",
            f"{node.sql()} to =",
            lambda n: n.replace(exp.EQ(this=n.this.copy(), expression=n.expression.copy())),
        )
    if isinstance(node, exp.Coalesce):
        yield "null test", f"{node.sql()} without COALESCE", lambda n: n.replace(n.this.copy())


def _clauses(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if isinstance(node, exp.Select):
        for clause in ("where", "having", "limit", "group"):
            if node.args.get(clause):
                yield clause, f"without {clause.upper()}", lambda n, c=clause: n.set(c, None)
        if node.args.get("distinct"):
            yield "distinct", "without DISTINCT", lambda n: n.set("distinct", None)
        else:
            yield "distinct", "with DISTINCT", lambda n: n.set("distinct", exp.Distinct())
        if node.args.get("having"):
            yield (
                "having",
                "HAVING as a row's condition on distance",
                lambda n: n.args["having"].set("this", exp.condition("distance >= 1000")),
            )
    if isinstance(node, exp.Group) and len(node.expressions) > 1:
        for number in range(len(node.expressions)):
            yield (
                "group",
                f"without key {number + 1}",
                lambda n, i=number: n.set("expressions", n.expressions[:i] + n.expressions[i + 1 :]),
            )
    if isinstance(node, exp.Union):
        yield "distinct", "UNION and UNION ALL", lambda n: n.set("distinct", not n.args.get("distinct"))
    if isinstance(node, exp.Limit):
        for step in (-1, 1):
            value = int(node.expression.name) + step
            yield "limit", f"LIMIT {value}", lambda n, v=value: n.set("expression", exp.Literal.number(v))


def _windows(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if isinstance(node, exp.Window):
        for part in ("partition_by", "order", "spec"):
            if node.args.get(part):
                yield "window", f"without {part}", lambda n, p=part: n.set(p, None)
        name = node.this.sql().partition("(")[0].upper()
        for other in NUMBERING.get(name, []):
            yield "window", f"{name} to {other}", lambda n, o=other: n.set("this", exp.Anonymous(this=o))
    if isinstance(node, exp.WindowSpec):
        yield "window", "RANGE and ROWS", lambda n: n.set("kind", "ROWS" if n.args["kind"] == "RANGE" else "RANGE")
        for step in (-1, 1):
            value = int(node.args["start"].name) + step
            yield "window", f"{value} PRECEDING", lambda n, v=value: n.set("start", exp.Literal.number(v))
        yield "window", "UNBOUNDED PRECEDING", lambda n: n.set("start", "UNBOUNDED")
        yield "window", "to the end", lambda n: (n.set("end", "UNBOUNDED"), n.set("end_side", "FOLLOWING"))


def _orders(node: exp.Expression) -> Iterator[tuple[str, str, Edit]]:
    if isinstance(node, exp.Ordered):
        yield "sort", f"direction of {node.this.sql()}", lambda n: n.set("desc", not n.args.get("desc"))
    if isinstance(node, exp.Order) and len(node.expressions) > 1:
        for number in range(len(node.expressions)):
            yield (
                "sort",
                f"without {node.expressions[number].sql()}",
                lambda n, i=number: n.set("expressions", n.expressions[:i] + n.expressions[i + 1 :]),
            )
