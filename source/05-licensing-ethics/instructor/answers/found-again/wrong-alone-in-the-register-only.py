# loses found-again-tests: "two released rows that fit one person", "got:      1"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    here = Counter(tuple(row[name] for name in on) for row in released)
    there = Counter(tuple(row[name] for name in on) for row in register)
    return sum(there[combination] == 1 for combination, count in here.items())
