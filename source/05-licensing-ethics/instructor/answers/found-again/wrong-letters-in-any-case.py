# loses found-again-tests: "'a': 'X'"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    ours = Counter(tuple(str(row[name]).strip().lower() for name in on) for row in released)
    theirs = Counter(tuple(str(row[name]).strip().lower() for name in on) for row in register)
    return sum(count == 1 and theirs[key] == 1 for key, count in ours.items())
