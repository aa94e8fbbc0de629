# loses count-sets-tests: "count_sets"
def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    held = [set(article) for article in articles]
    return [sum(bool(set(candidate) & words) for words in held) for candidate in candidates]
