def forest(train, y, new, trees, features, seed):
    import random
    luck = random.Random(seed)
    n, x = len(train), train.to_numpy()
    said = {"drawn": [], "votes": [], "chances": [0] * len(new)}
    for number in range(trees):
        bag = luck.choices(range(n), k=n)
        one = DecisionTreeClassifier(max_features=features, random_state=1000 * seed + number)
        one.fit([x[row] for row in bag], [y[row] for row in bag])
        said["drawn"].append(bag)
        said["votes"].append([int(vote) for vote in one.predict(x)])
        said["chances"] = [c + int(v) / trees for c, v in zip(said["chances"], one.predict(new.to_numpy()))]
    return said
