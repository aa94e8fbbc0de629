def _table(reads):
    people = sorted({reader for reader, _ in reads})
    things = list(dict.fromkeys(article for _, article in reads))
    table = np.zeros((len(people), len(things)))
    for reader, article in reads:
        table[people.index(reader), things.index(article)] = 1
    return table, things


def similarities(reads, shrink):
    """For each article the shrunk cosine to every other one that has a reader in common."""
    table, things = _table(reads)
    both = table.T @ table
    size = np.sqrt(np.outer(np.diag(both), np.diag(both)))
    return {
        a: {b: both[i, j] ** 2 / size[i, j] / (both[i, j] + shrink) for j, b in enumerate(things) if i != j and both[i, j]}
        for i, a in enumerate(things)
    }


def recommend(reads, catalogue, reader, k, shrink):
    """The articles to show to a reader, best first."""
    table, things = _table(reads)
    near = similarities(reads, shrink)
    mine = sorted({article for one, article in reads if one == reader})
    place = {one: i for i, one in enumerate(catalogue)}
    size = {one: 0 for one in catalogue} | {one: int(table[:, j].sum()) for j, one in enumerate(things)}
    rows = []
    for one in catalogue:
        if one not in mine:
            total = np.sum([near[other].get(one, 0.0) for other in mine])
            rows.append((-np.round(total, 9), -size[one], place[one], one))
    listed = [row[3] for row in sorted(rows)][:k]
    without = [one for one in catalogue if not size[one]]
    if k > 1 and without and not set(without) & set(listed):
        listed[-1] = without[0]
    return listed
