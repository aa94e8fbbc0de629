# loses found-again-tests: "'a': ''"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    ours = Counter(tuple(row[name] for name in on) for row in released)
    theirs = Counter(tuple(row[name] for name in on) for row in register)
    return sum(count == 1 and theirs[key] == 1 and "" not in key for key, count in ours.items())
