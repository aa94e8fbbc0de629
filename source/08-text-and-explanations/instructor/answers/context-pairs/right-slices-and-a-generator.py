from typing import Iterable, Iterator


def _pairs(words: list[str], window: int) -> Iterator[tuple[str, str]]:
    for place, centre in enumerate(words):
        before = words[max(0, place - window) : place]
        after = words[place + 1 : place + 1 + window]
        yield from ((centre, other) for other in before + after)


def context_pairs(sentences: list[list[str]], window: int, keep: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """All pairs (centre, context) at most window places apart in one sentence."""
    if keep is not None:
        allowed = frozenset(keep)
        sentences = [list(filter(allowed.__contains__, sentence)) for sentence in sentences]
    return [pair for sentence in sentences for pair in _pairs(list(sentence), window)]
