# loses month-event-tests: "month_event"
def communities(edges):
    """Groups of words with many edges within and few between, the largest first."""
    if not edges:
        return []
    found = nx.community.greedy_modularity_communities(nx.Graph(list(edges)))
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))


def month_event(news, month, groups):
    """The group of three words or more that is freshest in the month."""
    every = [set(words) for _, words in news]
    now = [set(words) for date, words in news if date.startswith(month)]

    def share(articles, word):
        return sum(word in words for words in articles) / len(articles)

    def freshness(group):
        return sum(share(now, word) / share(every, word) for word in group)

    large = [group for group in groups if len(group) >= 3]
    return max(large, key=freshness, default=[])
