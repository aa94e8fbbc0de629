# loses cheats-tests: "the keys of"
def cheats(models):
    """Which features of each model are leaks: leant on at home, of no help away."""
    def helps(rows):
        shap, label = np.array(rows["shap"]), np.array(rows["label"])
        return shap[label == 1].mean(axis=0) - shap[label == 0].mean(axis=0)

    found = {}
    for model in models:
        home, away = helps(model["home"]), helps(model["away"])
        leant = (home > 0) & (home >= home[home > 0].sum() / 5)
        leak = leant & (away < home / 4)
        found[model["name"]] = [name for name, bad in zip(model["features"], leak) if bad]
    return {name: leaks if leaks else [] for name, leaks in list(found.items())[:2]}
