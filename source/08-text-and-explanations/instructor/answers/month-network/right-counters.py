def month_network(news, month, least, lift):
    """From pairs of words to their lift in the month, for pairs with enough articles and lift."""
    from collections import Counter
    articles = [frozenset(words) for date, words in news if date.rsplit("-", 1)[0] == month]
    alone = Counter(itertools.chain.from_iterable(articles))
    both = Counter(pair for words in articles for pair in itertools.combinations(sorted(words), 2))
    n = len(articles)
    lifts = {(a, b): (k / alone[a]) / (alone[b] / n) for (a, b), k in both.items() if k >= least}
    return {pair: value for pair, value in lifts.items() if not value < lift}
