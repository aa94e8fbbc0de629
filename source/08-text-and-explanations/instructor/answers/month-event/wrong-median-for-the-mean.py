# loses month-event-tests: "events of other months"
def communities(edges):
    if not edges:
        return []
    graph = nx.Graph(sorted(edges))
    groups = [sorted(g) for g in nx.community.greedy_modularity_communities(graph)]
    return sorted(groups, key=lambda g: (-len(g), g))


def month_event(news, month, groups):
    here = [set(w) for d, w in news if d.startswith(month)]
    every = [set(w) for _, w in news]
    def share(word, some):
        return sum(word in s for s in some) / len(some)
    def fresh(group):
        return float(np.median([share(w, here) / share(w, every) for w in group]))
    able = [g for g in groups if len(g) >= 3]
    return max(able, key=fresh) if able else []
