# loses found-again-tests: "got:      0", "found_again"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    here = Counter(frozenset(row[name] for name in on) for row in released)
    there = Counter(frozenset(row[name] for name in on) for row in register)
    return sum(count == 1 and there[combination] == 1 for combination, count in here.items())
