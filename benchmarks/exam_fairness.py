"""Are the coding test's instances equally hard? Sizes, traps and the key's work over 200 students.

    python -m benchmarks.exam_fairness [STUDENTS]

For each part it prints the least, the mean and the most of what makes an instance hard. Exit code 1 when a part's
work is not equal: other counts of traps, or a key whose work differs by more than a fifth from the mean.
"""

from __future__ import annotations

import sys
from statistics import mean
from typing import Any

from workbook.check import exam, loops
from workbook.check.source import logical_lines

ROWS = 30


def facts(paper: str, student: str) -> dict[str, float]:
    """What makes one student's instance hard, as numbers."""
    sheet = exam.draw(paper, student)
    rng = exam.rng(paper, student, "fairness")
    make = exam.machines if paper == "one" else exam.customers
    table = make(rng, sheet["A"], ROWS)
    lines = logical_lines(sheet["C"]["text"])
    easy = sum(name in loops.EASY for name in sheet["C"]["behaviours"])
    return {
        "A columns": float(len(sheet["A"]["numeric"]) + len(sheet["A"].get("sites", sheet["A"].get("plans")))),
        "A rows": float(len(table)),
        "A gaps": float(sum(_gap(value) for name in sheet["A"]["numeric"] for value in table[name])),
        "B lines of the sheet": float(len(exam.sheet(paper, student, "B").splitlines())),
        "C faults": float(len(sheet["C"]["faults"])),
        "C easy faults": float(easy),
        "C lines": float(lines),
        "D rules": float(len(sheet["D"])),
        "E layers": float(len(sheet["E"]["channels"]) + len(sheet["E"]["kernels"])),
    }


def _gap(value: Any) -> bool:
    return value is None or value != value or (isinstance(value, str) and not any(sign.isdigit() for sign in value))


def main(students: int = 200) -> int:
    """Print the table; 1 when a fact that must be equal isn't."""
    unfair = 0
    for paper in exam.PAPERS:
        found = [facts(paper, f"student {number}") for number in range(students)]
        for name in found[0]:
            values = [one[name] for one in found]
            spread = (max(values) - min(values)) / mean(values)
            unfair += spread > 0.2 and name != "A gaps"
            print(f"paper {paper}  {name:22} {min(values):7.2f} {mean(values):7.2f} {max(values):7.2f}")
        cards = {str(exam.draw(paper, f"student {number}")["A"]) for number in range(students)}
        print(f"paper {paper}  {len(cards)} of {students} cards of part A differ")
    return 1 if unfair else 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:2])))
