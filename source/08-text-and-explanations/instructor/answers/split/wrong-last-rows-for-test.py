# loses split-tests: "the example"
def split(reads, cut):
    """The reads before the cut, and what each reader read anew from then on."""
    early = sum(read[2] < cut for read in reads)
    train = reads[:early]
    known = {(reader, article) for reader, article, _ in train}
    test = {}
    for reader, article, at in reads[early:]:
        if (reader, article) not in known:
            test.setdefault(reader, set()).add(article)
    return train, test
