# loses found-again-tests: "'d': '1'"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    ours = Counter(tuple(row[name] for name in on[:3]) for row in released)
    theirs = Counter(tuple(row[name] for name in on[:3]) for row in register)
    return sum(count == 1 and theirs[key] == 1 for key, count in ours.items())
