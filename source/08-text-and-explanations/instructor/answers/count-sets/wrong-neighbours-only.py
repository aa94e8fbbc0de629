# loses count-sets-tests: "count_sets"
def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    counts = []
    for candidate in candidates:
        size, wanted = len(candidate), set(candidate)
        counts.append(sum(
            any(set(article[i:i + size]) == wanted for i in range(len(article) + 1 - size))
            for article in articles
        ))
    return counts
