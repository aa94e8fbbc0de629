# loses found-again-tests: "small lists"
from operator import itemgetter


def found_again(released, register, on):
    def tally(rows):
        places = {}
        for row in rows:
            places.setdefault("\n".join(row[c] for c in on), []).append(row)
        return places

    a, b = tally(released), tally(register)
    return sum(len(a[k]) == 1 and len(b[k]) == 1 for k in a.keys() & b.keys())
