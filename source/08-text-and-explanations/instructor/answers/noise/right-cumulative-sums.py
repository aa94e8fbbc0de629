import bisect
import itertools


def noise_chances(counts, power=0.75):
    """Word → chance to be drawn as noise."""
    total = math.fsum(n**power for n in counts.values() if n)
    return {word: (n**power / total if n else 0) for word, n in counts.items()}


def draw_noise(contexts, chances, k, rng):
    """For each context a list of k noise words, none of them the context."""
    cache = {}

    def one(context):
        if context not in cache:
            rest = [(word, p) for word, p in chances.items() if word != context and p > 0]
            cache[context] = [word for word, _ in rest], list(itertools.accumulate(p for _, p in rest))
        words, sums = cache[context]
        return words[min(bisect.bisect(sums, rng.random() * sums[-1]), len(words) - 1)]

    return [tuple(one(context) for _ in range(k)) for context in contexts]
