# loses neighbours-tests: "the place for an article that nobody has read"
def similarities(reads, shrink):
    """For each article the shrunk cosine to every other one that has a reader in common."""
    readers = {}
    for reader, article in reads:
        readers.setdefault(article, set()).add(reader)
    similar = {article: {} for article in readers}
    for one, these in readers.items():
        for other, those in readers.items():
            both = len(these & those)
            if other != one and both > 0:
                cosine = both / math.sqrt(len(these) * len(those))
                similar[one][other] = cosine * both / (both + shrink)
    return similar


def recommend(reads, catalogue, reader, k, shrink):
    """The articles to show to a reader, best first."""
    similar = similarities(reads, shrink)
    mine = {article for one, article in reads if one == reader}
    fame = dict.fromkeys(catalogue, 0)
    for _, article in set(reads):
        fame[article] = fame.get(article, 0) + 1
    score = {
        one: round(sum(similar[other].get(one, 0) for other in mine), 9) for one in catalogue
    }
    unread = [one for one in catalogue if one not in mine]
    chosen = sorted(unread, key=lambda one: (-score[one], -fame[one]))[:k]
    fresh = [one for one in catalogue if fame[one] == 0]
    if k >= 2 and fresh and all(fame[one] > 0 for one in chosen):
        chosen[-1:] = fresh[-1:]
    return chosen
