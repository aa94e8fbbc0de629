from collections import Counter, defaultdict
from itertools import permutations


def similarities(reads, shrink):
    """For each article the shrunk cosine to every other one that has a reader in common."""
    unique = set(reads)
    size = Counter(article for _, article in unique)
    baskets = defaultdict(list)
    for reader, article in unique:
        baskets[reader].append(article)
    both = Counter(pair for basket in baskets.values() for pair in permutations(basket, 2))
    found = {article: {} for article in size}
    for (a, b), n in both.items():
        found[a][b] = n / (size[a] ** 0.5 * size[b] ** 0.5) * (n / (n + shrink))
    return found


def recommend(reads, catalogue, reader, k, shrink):
    """The articles to show to a reader, best first."""
    frame = pd.DataFrame(list(reads), columns=["reader", "article"]).drop_duplicates()
    near = similarities(reads, shrink)
    mine = frame.loc[frame["reader"] == reader, "article"].tolist()
    shop = pd.DataFrame({"article": list(catalogue)})
    shop["fame"] = shop["article"].map(frame["article"].value_counts()).fillna(0)
    shop["score"] = [round(math.fsum(near[m].get(a, 0) for m in mine), 9) for a in shop["article"]]
    free = shop[~shop["article"].isin(mine)]
    ranked = free.sort_values(["score", "fame"], ascending=False, kind="stable").head(k)
    listed = ranked["article"].tolist()
    new = shop.loc[shop["fame"] == 0, "article"].tolist()
    if k >= 2 and new and (ranked["fame"] > 0).all():
        listed = listed[:-1] + [new[0]]
    return listed
