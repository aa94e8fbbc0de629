def communities(edges):
    """Groups of words with many edges within and few between, the largest first."""
    if not edges:
        return []
    graph = nx.Graph(list(edges))
    levels = [tuple(nx.connected_components(graph))]
    levels += itertools.islice(nx.community.girvan_newman(graph), 4)
    best = max(levels, key=lambda groups: nx.community.modularity(graph, groups))
    return [words for _, words in sorted((-len(group), sorted(group)) for group in best)]


def month_event(news, month, groups):
    """The group of three words or more that is freshest in the month."""
    def articles_with(word, begin=""):
        return sum(word in words for date, words in news if date.startswith(begin))

    chosen, highest = [], 0
    for group in groups:
        if len(group) < 3:
            continue
        fresh = sum(articles_with(word, month) / articles_with(word) for word in group) / len(group)
        if fresh > highest + 1e-12:
            chosen, highest = group, fresh
    return chosen
