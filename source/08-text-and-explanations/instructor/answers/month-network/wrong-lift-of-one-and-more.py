# loses month-network-tests: "month_network on", "lift = 0.9", "missing"
def month_network(news, month, least, lift):
    """From pairs of words to their lift in the month, for pairs with enough articles and lift."""
    articles = [sorted(set(words)) for date, words in news if date.startswith(month)]
    singles, both = {}, {}
    for words in articles:
        for word in words:
            singles[word] = singles.get(word, 0) + 1
        for pair in itertools.combinations(words, 2):
            both[pair] = both.get(pair, 0) + 1
    edges = {}
    for (a, b), number in both.items():
        value = len(articles) * number / (singles[a] * singles[b])
        if number >= least and value >= lift and value >= 1:
            edges[a, b] = value
    return edges
