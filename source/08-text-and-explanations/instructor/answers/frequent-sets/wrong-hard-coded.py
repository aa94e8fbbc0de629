# loses frequent-sets-tests: "frequent_sets on"
def frequent_sets(words, count, least):
    """Every set of words that at least `least` articles hold, with its number of articles."""
    count([("a",)])
    return {("a",): 6, ("b",): 5, ("c",): 5, ("a", "b"): 4, ("a", "c"): 3}
