# loses mixed-tests: "sklearn"
def gini(y):
    share = sum(y) / len(y)
    return 2 * share * (1 - share)


def split_gini(y, left):
    from sklearn.tree import DecisionTreeClassifier as Tree
    if all(left) or not any(left):
        return math.inf
    grown = Tree(max_depth=1).fit([[int(goes)] for goes in left], left).tree_
    return sum(len(part) * gini(part) for part in ([a for a, b in zip(y, left) if b], [a for a, b in zip(y, left) if not b])) / len(y)
