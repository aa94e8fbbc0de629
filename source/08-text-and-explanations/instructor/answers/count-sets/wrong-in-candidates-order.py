# loses count-sets-tests: "count_sets"
def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    def follows(candidate, article):
        rest = iter(article)
        return all(word in rest for word in candidate)
    return [sum(follows(candidate, article) for article in articles) for candidate in candidates]
