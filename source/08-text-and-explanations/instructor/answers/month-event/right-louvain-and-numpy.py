def communities(edges):
    """Groups of words with many edges within and few between, the largest first."""
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, lift) for (a, b), lift in edges.items())
    if len(graph) == 0:
        return []
    found = [sorted(group) for group in nx.community.louvain_communities(graph, seed=5)]
    found.sort(key=lambda group: group[0])
    found.sort(key=len, reverse=True)
    return found


def month_event(news, month, groups):
    """The group of three words or more that is freshest in the month."""
    in_month = np.array([date[:7] == month for date, _ in news])
    best, freshest = [], -np.inf
    for group in groups:
        table = np.array([[word in words for word in group] for _, words in news])
        if len(group) < 3:
            continue
        value = (table[in_month].mean(axis=0) / table.mean(axis=0)).mean()
        if value > freshest + 1e-12:
            best, freshest = group, value
    return best
