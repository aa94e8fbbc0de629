# loses forest-tests in "a single leaver": "of the draws with label 1"
def forest(train, y, new, trees, features, seed):
    from sklearn.tree import DecisionTreeClassifier

    rng = np.random.default_rng(seed)
    y = np.asarray(y)
    drawn, votes, chances_ = [], [], np.zeros(len(new))
    for _ in range(trees):
        w = np.where(y == 1, 1 / max(1, (y == 1).sum()), 1 / max(1, (y == 0).sum()))
        bag = rng.choice(len(train), len(train), p=w / w.sum())
        tree = DecisionTreeClassifier(max_features=features, random_state=int(rng.integers(2**31)))
        tree.fit(train.iloc[bag], y[bag])
        drawn.append(bag.tolist())
        votes.append(tree.predict(train).tolist())
        chances_ += tree.predict(new)
    return {"drawn": drawn, "votes": votes, "chances": (chances_ / trees).tolist()}
