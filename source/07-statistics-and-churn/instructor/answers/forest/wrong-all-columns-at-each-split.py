# loses forest-tests in "one strong column": "features"
def forest(train, y, new, trees, features, seed):
    """Bags, votes about the training rows and chances for new rows of a random forest."""
    rng, y = np.random.default_rng(seed), np.array(y)
    drawn, votes, votes_on_new = [], [], []
    for _ in range(trees):
        bag = rng.integers(0, len(train), len(train))
        tree = DecisionTreeClassifier(max_features=None, random_state=int(rng.integers(2**31)))
        tree.fit(train.iloc[bag], y[bag])
        drawn.append(bag.tolist())
        votes.append(tree.predict(train).tolist())
        votes_on_new.append(tree.predict(new))
    return {"drawn": drawn, "votes": votes, "chances": np.mean(votes_on_new, axis=0).tolist()}
