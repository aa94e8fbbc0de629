def help_of(rows, k):
    ones = [shap[k] for shap, label in zip(rows["shap"], rows["label"]) if label]
    zeros = [shap[k] for shap, label in zip(rows["shap"], rows["label"]) if not label]
    return sum(ones) / len(ones) - sum(zeros) / len(zeros)


def cheats(models):
    found = {}
    for model in models:
        places = range(len(model["features"]))
        home = [help_of(model["home"], k) for k in places]
        away = [help_of(model["away"], k) for k in places]
        total = sum(h for h in home if h > 0)
        found[model["name"]] = tuple(
            model["features"][k] for k in places if home[k] > 0 and 5 * home[k] >= total and 4 * away[k] < home[k]
        )
    return found
