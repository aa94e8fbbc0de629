# loses forest-tests in "where there is nothing to learn": "shares of label 1 that differ"
def forest(train, y, new, trees, features, seed):
    from sklearn.tree import DecisionTreeClassifier

    rng = np.random.default_rng(seed)
    y = np.asarray(y)
    drawn, votes, chances_ = [], [], np.zeros(len(new))
    for _ in range(trees):
        bag = np.concatenate([rng.choice(np.flatnonzero(y == k), (y == k).sum()) for k in np.unique(y)])
        tree = DecisionTreeClassifier(max_features=features, random_state=int(rng.integers(2**31)))
        tree.fit(train.iloc[bag], y[bag])
        drawn.append(bag.tolist())
        votes.append(tree.predict(train).tolist())
        chances_ += tree.predict(new)
    return {"drawn": drawn, "votes": votes, "chances": (chances_ / trees).tolist()}
