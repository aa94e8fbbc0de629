# loses count-sets-tests: "candidates"
def count_sets(articles, candidates):
    """For each candidate, in how many articles all of its words stand."""
    held = [set(article) for article in articles]
    counts = []
    while candidates:
        candidate = candidates.pop(0)
        counts.append(sum(set(candidate) <= words for words in held))
    return counts
