# loses forest-tests in "two columns that tell something only together": "once a tree"
def forest(train, y, new, trees, features, seed):
    """Bags, votes about the training rows and chances for new rows of a random forest."""
    rng, y = np.random.default_rng(seed), np.array(y)
    drawn, votes, votes_on_new = [], [], []
    for _ in range(trees):
        bag = rng.integers(0, len(train), len(train))
        columns = rng.permutation(train.columns)[:features]
        tree = DecisionTreeClassifier(random_state=int(rng.integers(2**31)))
        tree.fit(train.iloc[bag][columns], y[bag])
        drawn.append(bag.tolist())
        votes.append(tree.predict(train[columns]).tolist())
        votes_on_new.append(tree.predict(new[columns]))
    return {"drawn": drawn, "votes": votes, "chances": np.mean(votes_on_new, axis=0).tolist()}
