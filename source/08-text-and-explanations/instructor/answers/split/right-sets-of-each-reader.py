from collections import defaultdict


def split(reads, cut):
    """The reads before the cut, and what each reader read anew from then on."""
    old, new, train = defaultdict(set), defaultdict(set), []
    for read in reads:
        reader, article, at = read
        if at < cut:
            train.append(read)
            old[reader].add(article)
        else:
            new[reader].add(article)
    return train, {reader: found - old[reader] for reader, found in new.items() if found - old[reader]}
