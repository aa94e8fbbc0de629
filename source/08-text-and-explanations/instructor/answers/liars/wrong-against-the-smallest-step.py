# loses liars-tests in "partial dependence in other worlds": "'partial dependence' of"
def liars(predict, rows, name, other, edges, reach, orders):
    """How far made-up rows lie outside, and whether partial dependence and permutation importance lie."""
    x, z = rows[name].to_numpy(float), rows[other].to_numpy(float)
    alike = np.abs(z[:, None] - z[None, :]) <= reach[other]
    lonely = [~(alike & (np.abs(x - edge) <= reach[name])).any(axis=1) for edge in edges]

    ours = np.diff(partial_dependence(predict, rows, name, edges))
    local = np.diff(ale(predict, rows, name, edges))
    held = [bool(((x > low) & (x <= high)).any()) for low, high in zip(edges, edges[1:])]
    held[0] = bool((x <= edges[1]).any())
    ours, local = ours[held], local[held]
    lies = np.abs(ours - local).max() > np.abs([ours, local]).min() / 2

    def weighs(names):
        before, changes = np.asarray(predict(rows)), []
        for order in orders:
            shuffled = rows.assign(**{one: rows[one].to_numpy()[order] for one in names})
            changes.append(np.mean((np.asarray(predict(shuffled)) - before) ** 2))
        return np.mean(changes)

    alone, together = weighs([name]) + weighs([other]), weighs([name, other])
    verdict = "too small" if together > 1.5 * alone else "too large" if together < alone / 1.5 else "fair"
    return {"outside": float(np.mean(lonely)), "partial dependence": bool(lies), "permutation": verdict}
