# loses found-again-tests: "'01'"
from collections import Counter


def found_again(released, register, on):
    def keys(rows):
        return Counter(
            tuple(int(row[c]) if row[c].isdigit() else row[c] for c in on) for row in rows
        )

    one, other = keys(released), keys(register)
    return sum(n == 1 and other[k] == 1 for k, n in one.items())
