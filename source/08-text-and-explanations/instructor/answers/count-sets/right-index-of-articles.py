def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    where = {}
    for number, article in enumerate(articles):
        for word in article:
            where.setdefault(word, set()).add(number)
    everywhere = set(range(len(articles)))
    return [len(everywhere.intersection(*(where.get(word, set()) for word in one))) for one in candidates]
