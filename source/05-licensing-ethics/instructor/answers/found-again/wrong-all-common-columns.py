# loses found-again-tests: "found again by age, class and sex", "got:      0"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    here = Counter(tuple(row.values()) for row in released)
    there = Counter(tuple(row.values()) for row in register)
    return sum(count == 1 and there[combination] == 1 for combination, count in here.items())
