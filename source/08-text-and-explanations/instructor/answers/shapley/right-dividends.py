from functools import lru_cache


def shapley_values(predict, x, background):
    d = len(x)

    @lru_cache(maxsize=None)
    def worth(bits):
        return set_value(predict, x, background, [j for j in range(d) if bits >> j & 1])

    dividend = [worth(bits) for bits in range(1 << d)]
    for j in range(d):
        for bits in range(1 << d):
            if bits >> j & 1:
                dividend[bits] -= dividend[bits ^ (1 << j)]
    values = [sum(part / bits.bit_count() for bits, part in enumerate(dividend) if bits >> j & 1) for j in range(d)]
    return [worth(0), tuple(values)]
