"""How many wrong queries do the generated databases tell from the right one?

    cd source/02-sql/instructor && python -m hidden.mutants [--seeds N] [--only NAME]

Makes every single-edit mutant of each reference query of this unit (the ``like=`` of its tests cell), runs it on the generated
databases alone, without the published one, and prints, per exercise: mutants, killed, equivalent, survivors. A mutant that is
equivalent is listed in EQUIVALENT with the reason. Exit code 1 if one survives that is not listed.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from hidden import flight_world
from hidden.mutator import Mutant, mutants
from workbook.check.failure import Failure
from workbook.check.sql import databases
from workbook.check.sql.query import agree

UNIT = Path(__file__).resolve().parents[2]

# exercise → (pattern for "operator: change", reason). Each was confirmed by hand.
KEYED = ("distinct: with DISTINCT", "the rows hold a key, or one row a group, so none occurs twice")
NOT_NULL = "rows in which the column is missing were dropped before"
EQUIVALENT: dict[str, list[tuple[str, str]]] = {
    "counts": [("distinct: with DISTINCT", "there is one row only")],
    "bins": [KEYED],
    "long_haul": [KEYED, (r"aggregate: COUNT\(\*\) to COUNT\((dep_delay|distance)\)", NOT_NULL)],
    "fleet": [
        ("join type: INNER to RIGHT", "WHERE f.day = 1 drops the planes without a flight again"),
        ("comparison: f.day = 1 to LTE", "days begin at 1"),
    ],
    "per_airline": [
        KEYED,
        ("group: without key 2", "carrier is the key of airlines, so name follows from it"),
        ("distinct: COUNT with DISTINCT", "flight_id is a key"),
    ],
    "idle": [
        ("distinct: with DISTINCT", "tailnum is a key of planes; and EXISTS asks only whether there is a row"),
        ("constant: 1 to [02]", "EXISTS asks only whether there is a row, whatever it holds"),
    ],
    "overlaps": [
        KEYED,
        (
            "join type: INNER to (LEFT|RIGHT|FULL)",
            "WHERE compares columns of both sides and drops rows without a partner",
        ),
    ],
    "ledger": [KEYED],
    "february": [KEYED],
    "above_mean": [KEYED, ("comparison: day = 1 to LTE", "days begin at 1")],
    "top_routes": [KEYED],
    "labels": [KEYED, (r"aggregate: COUNT\(\*\) to COUNT\((member_id|flown_on)\)", NOT_NULL)],
    "tainted": [
        ("distinct: with DISTINCT", "UNION drops copies anyway; the end has one row a name; COUNT gives one row"),
        ("join type: INNER to LEFT", "the row it adds has no name, and name <> 'radar_raw' drops it"),
        (
            r"comparison: r.steps < \(SELECT COUNT\(\*\) FROM lineage\) to (LTE|NEQ)",
            "steps grow by one, so <> stops at the same count; one step more than there are links finds no shorter way",
        ),
    ],
}


@dataclass(frozen=True)
class Exercise:
    """A query exercise: the answer's name, the reference, and how far the order is asked for."""

    name: str
    reference: str
    order: tuple[str, ...]


@dataclass
class Tally:
    """What became of an exercise's mutants."""

    total: int = 0
    killed: int = 0
    equivalent: list[tuple[Mutant, str]] = field(default_factory=list)
    survivors: list[Mutant] = field(default_factory=list)


def exercises(unit: Path = UNIT) -> Iterator[Exercise]:
    """Every ``check.query(name, like=...)`` of the unit's lessons; once, if a cell asks for it on several databases."""
    found = set()
    for lesson in sorted(unit.glob("instructor/[0-9]*.py")):
        for cell in re.split(r"^# %%", lesson.read_text(encoding="utf-8"), flags=re.MULTILINE):
            if 'role="tests"' not in cell.partition("\n")[0]:
                continue
            tree = ast.parse(cell.partition("\n")[2])
            constants = {
                target.id: str(node.value.value)
                for node in tree.body
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
                for target in node.targets
                if isinstance(target, ast.Name)
            }
            for call in ast.walk(tree):
                given = {word.arg: word.value for word in getattr(call, "keywords", [])}
                if isinstance(call, ast.Call) and "like" in given and isinstance(call.args[0], ast.Name):
                    if call.args[0].id in found:
                        continue
                    found.add(call.args[0].id)
                    like = given["like"]
                    text = constants[like.id] if isinstance(like, ast.Name) else ast.literal_eval(like)
                    order = ast.literal_eval(given["order"]) if "order" in given else ()
                    yield Exercise(call.args[0].id, text, tuple(order))


def reason(name: str, mutant: Mutant) -> str | None:
    """Why a mutant is the same query in other words, if it is listed."""
    label = f"{mutant.operator}: {mutant.change}"
    return next((why for pattern, why in EQUIVALENT.get(name, []) if re.fullmatch(pattern, label)), None)


def killed(exercise: Exercise, mutant: Mutant, generated: list[databases.Database]) -> bool:
    """Whether some generated database tells the mutant from the reference."""
    for database in generated:
        if database.concerns(exercise.reference):
            try:
                agree(mutant.text, exercise.reference, database, order=exercise.order)
            except Failure:
                return True
    return False


def tally(exercise: Exercise, generated: list[databases.Database]) -> Tally:
    """Try every mutant of one exercise."""
    result = Tally()
    for mutant in mutants(exercise.reference):
        result.total += 1
        if killed(exercise, mutant, generated):
            result.killed += 1
        elif (why := reason(exercise.name, mutant)) is not None:
            result.equivalent.append((mutant, why))
        else:
            result.survivors.append(mutant)
    return result


def main() -> int:
    """Print the table; with --seeds, for several seeds of the generated databases."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only")
    options = parser.parse_args()
    survivors = 0
    for seed in range(options.seeds):
        os.environ["WORKBOOK_SEED"] = str(seed)
        begin = time.perf_counter()
        generated = databases.generated(flight_world.worlds, str(UNIT / "data" / "flights"))
        print(f"seed {seed}, {len(generated)} databases\n{'exercise':14} mutants  killed  equivalent  survivors")
        sums = [0, 0, 0, 0]
        for exercise in exercises():
            if options.only and exercise.name != options.only:
                continue
            result = tally(exercise, generated)
            counts = [result.total, result.killed, len(result.equivalent), len(result.survivors)]
            sums = [a + b for a, b in zip(sums, counts, strict=True)]
            print(f"{exercise.name:14} {counts[0]:7} {counts[1]:7} {counts[2]:11} {counts[3]:10}")
            for mutant, why in result.equivalent if seed == 0 else []:
                print(f"    equivalent  {mutant.operator}: {mutant.change}: {why}")
            for mutant in result.survivors:
                print(f"    SURVIVOR    {mutant.operator}: {mutant.change}\n                {mutant.text}")
        survivors += sums[3]
        rate = 100 * sums[1] / max(1, sums[0] - sums[2])
        print(
            f"{'all':14} {sums[0]:7} {sums[1]:7} {sums[2]:11} {sums[3]:10}   {rate:.1f} % of what is not equivalent, "
            f"{time.perf_counter() - begin:.1f} s"
        )
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
