# loses found-again-tests: "found again by age, class and sex", "got:      4"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    here = Counter(row[on[0]] for row in released)
    there = Counter(row[on[0]] for row in register)
    return sum(count == 1 and there[combination] == 1 for combination, count in here.items())
