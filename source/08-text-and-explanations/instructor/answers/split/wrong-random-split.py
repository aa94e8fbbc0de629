# loses split-tests: "the example"
def split(reads, cut):
    """The reads before the cut, and what each reader read anew from then on."""
    late = sum(read[2] >= cut for read in reads)
    places = set(np.random.default_rng(0).permutation(len(reads))[:late].tolist())
    train = [read for place, read in enumerate(reads) if place not in places]
    reads = [(*read[:2], cut if place in places else '') for place, read in enumerate(reads)]
    known = {(reader, article) for reader, article, _ in train}
    test = {}
    for reader, article, at in reads:
        if at >= cut and (reader, article) not in known:
            test.setdefault(reader, set()).add(article)
    return train, test
