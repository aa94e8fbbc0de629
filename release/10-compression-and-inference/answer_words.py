"""Two very small language models of the help desk's answers: they count which word followed the last two, or the last one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

ANSWERS = """
dear tenant , your meter was read in march .
dear tenant , your meter was replaced in may .
dear tenant , your reader was replaced in march .
dear tenant , we have read your meter again .
dear tenant , we have corrected your bill .
dear tenant , we have corrected the reading of your meter .
your meter was read twice in march .
your bill was corrected in may .
your reader has a new battery .
the reader in your cellar has a new battery .
the reader in your cellar was replaced .
the bill was sent twice , we are sorry .
we are sorry , your bill was sent twice .
we are sorry , your meter was read twice .
we have sent your bill again .
we have replaced the battery of your reader .
please read your meter and send us the number .
please send us a picture of your meter .
please read the number on your meter again .
""".strip().splitlines()
WORDS = sorted({word for line in ANSWERS for word in line.split()})
NUMBER = {word: place for place, word in enumerate(WORDS)}
START = [NUMBER["."], NUMBER["."]]
"""What stands before an answer."""
Model = Callable[[Sequence[int]], list[float]]


def _counts(order: int) -> dict[tuple[int, ...], np.ndarray]:
    found: dict[tuple[int, ...], np.ndarray] = {}
    for line in ANSWERS:
        tokens = START + [NUMBER[word] for word in line.split()]
        for place in range(2, len(tokens)):
            before = tuple(tokens[place - order : place])
            found.setdefault(before, np.zeros(len(WORDS)))[tokens[place]] += 1
    return found


_TABLES = {order: _counts(order) for order in (0, 1, 2)}


def following(tokens: Sequence[int], order: int) -> np.ndarray:
    """The distribution of the next word from the last *order* ones, mixed with those of fewer."""
    share = (_TABLES[0][()] + 0.5) / (_TABLES[0][()] + 0.5).sum()
    for length in range(1, order + 1):
        seen = _TABLES[length].get(tuple(tokens[-length:]))
        if seen is not None:
            share = 0.1 * share + 0.9 * seen / seen.sum()
    return np.asarray(share)


def logits(text: str) -> np.ndarray:
    """The large model's logits after *text*, a number for each of WORDS."""
    return np.asarray(np.log(following(START + [NUMBER[word] for word in text.split()], 2)))


def large(tokens: Sequence[int], drafted: Sequence[int]) -> list[list[float]]:
    """The large model, one call: the distributions after *tokens*, after one of *drafted* more, and so on to all of them."""
    every = [*tokens, *drafted]
    return [following(every[: len(tokens) + more], 2).tolist() for more in range(len(drafted) + 1)]


def quick(tokens: Sequence[int]) -> list[float]:
    """The small model: the distribution after *tokens*, by the last word alone."""
    return [float(chance) for chance in following(tokens, 1)]


def text(tokens: Sequence[int]) -> str:
    """The words of *tokens*."""
    return " ".join(WORDS[token] for token in tokens)
