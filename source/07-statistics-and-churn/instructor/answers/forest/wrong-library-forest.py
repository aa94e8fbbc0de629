# loses forest-tests: "RandomForestClassifier"
from sklearn.ensemble import RandomForestClassifier as Woods


def forest(train, y, new, trees, features, seed):
    woods = Woods(trees, max_features=features, random_state=seed).fit(train, y)
    return {
        "drawn": [bag.tolist() for bag in woods.estimators_samples_],
        "votes": [tree.predict(train.to_numpy()).astype(int).tolist() for tree in woods.estimators_],
        "chances": np.mean([tree.predict(new.to_numpy()) for tree in woods.estimators_], axis=0).tolist(),
    }
