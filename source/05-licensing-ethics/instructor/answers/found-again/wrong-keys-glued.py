# loses found-again-tests: "got:      0", "values that run together"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    here = Counter("".join(row[name] for name in on) for row in released)
    there = Counter("".join(row[name] for name in on) for row in register)
    return sum(count == 1 and there[combination] == 1 for combination, count in here.items())
