# loses found-again-tests: "found_again([{'a': '1,1', 'b': '1'}], [{'a': '1', 'b': '1,1'}], ['a', 'b'])", "got:      1"
from collections import Counter


def found_again(released, register, on):
    """How many released rows belong to exactly one person of the register, beyond doubt."""
    here = Counter(tuple(row[name] for name in on) for row in released)
    there = Counter(tuple(row[name] for name in on) for row in register)
    return sum(count == 1 for combination, count in here.items())
