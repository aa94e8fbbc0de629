# loses count-sets-tests: "count_sets"
def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    held = [" ".join(article) for article in articles]
    return [sum(all(word in words for word in candidate) for words in held) for candidate in candidates]
