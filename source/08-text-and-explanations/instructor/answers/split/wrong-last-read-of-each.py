# loses split-tests: "the example", "all on one side"
def split(reads, cut):
    """The reads before the cut, and what each reader read anew from then on."""
    last = {}
    for read in sorted(reads, key=lambda one: one[2]):
        last[read[0]] = read
    train = [read for read in reads if read != last[read[0]]]
    known = {(reader, article) for reader, article, _ in train}
    test = {}
    for reader, article, at in reads:
        if last[reader] == (reader, article, at) and (reader, article) not in known:
            test.setdefault(reader, set()).add(article)
    return train, test
