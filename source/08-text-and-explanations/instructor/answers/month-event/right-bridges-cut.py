def communities(edges):
    """Groups of words with many edges within and few between, the largest first."""
    graph = nx.Graph(list(edges))
    for a, b in list(nx.bridges(graph)):
        if graph.degree(a) > 1 and graph.degree(b) > 1:
            graph.remove_edge(a, b)
    return sorted([sorted(group) for group in nx.connected_components(graph)], key=lambda g: (-len(g), g[0]))


def month_event(news, month, groups):
    """The group of three words or more that is freshest in the month."""
    from collections import Counter
    year = Counter(word for _, words in news for word in set(words))
    now = Counter(word for date, words in news if date.startswith(month) for word in set(words))
    ranked = [(-np.mean([now[word] / year[word] for word in group]).round(12), place)
              for place, group in enumerate(groups) if len(group) > 2]
    return list(groups[min(ranked)[1]]) if ranked else []
