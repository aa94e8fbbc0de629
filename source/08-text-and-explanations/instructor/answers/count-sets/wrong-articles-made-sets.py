# loses count-sets-tests: "must not be changed"
def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    for i, article in enumerate(articles):
        articles[i] = sorted(set(article))
    held = [set(article) for article in articles]
    return [sum(set(candidate) <= words for words in held) for candidate in candidates]
