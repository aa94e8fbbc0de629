# loses split-tests: "the example", "all on one side"
def split(reads, cut):
    """The reads before the cut, and what each reader read anew from then on."""
    train = [read for read in reads if read[2] < cut]
    known = {(reader, article) for reader, article, _ in train}
    test = {}
    for reader, article, at in reads:
        if at >= cut and (reader, article) not in known:
            test.setdefault(reader, set()).add(article)
    return train, {reader: sorted(found) for reader, found in test.items()}
