from collections import defaultdict


def build_index(texts):
    """{"postings": {word: [(number, count), ...]}, "lengths": [...]} of lists of words."""
    postings = defaultdict(list)
    lengths = []
    for number in range(len(texts)):
        words = texts[number]
        lengths.append(len(words))
        for word in dict.fromkeys(words):
            postings[word].append((number, words.count(word)))
    return {"lengths": lengths, "postings": postings}
