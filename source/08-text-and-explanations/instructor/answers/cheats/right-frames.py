def cheats(models):
    def helps(part, names):
        frame = pd.DataFrame(part["shap"], columns=range(len(names)))
        by_label = frame.groupby(np.asarray(part["label"])).mean()
        return by_label.loc[1] - by_label.loc[0]

    answer = {}
    for m in models:
        h, a = helps(m["home"], m["features"]), helps(m["away"], m["features"])
        need = h.clip(lower=0).sum() * 0.2
        answer[m["name"]] = [n for k, n in enumerate(m["features"]) if h[k] > 0 and h[k] >= need and a[k] < 0.25 * h[k]]
    return answer
