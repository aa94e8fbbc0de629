def oob_error(drawn, votes, y):
    from collections import Counter
    wrong = asked = 0
    for row in range(len(y)):
        count = Counter(votes[t][row] for t in range(len(drawn)) if row not in set(drawn[t]))
        if count:
            asked += 1
            wrong += (1 if count[1] > count[0] else 0) != y[row]
    return wrong / asked if asked else math.nan
