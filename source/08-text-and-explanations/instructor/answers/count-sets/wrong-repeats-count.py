# loses count-sets-tests: "count_sets"
def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    counts = []
    for candidate in candidates:
        held = [article for article in articles if set(candidate) <= set(article)]
        if len(candidate) == 1:
            counts.append(sum(article.count(candidate[0]) for article in articles))
        else:
            counts.append(len(held))
    return counts
