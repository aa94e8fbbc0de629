# loses found-again-tests: "' x'"
from collections import Counter


def found_again(released, register, on):
    def count(rows):
        return Counter(tuple(row[name].strip() for name in on) for row in rows)

    ours, theirs = count(released), count(register)
    return sum(1 for key, n in ours.items() if n == 1 and theirs[key] == 1)
