import itertools

import pandas


def generalise(rows, ladders, k, sensitive, l):
    if not rows:
        return {name: 0 for name in ladders}
    table = pandas.DataFrame(rows)
    labels = {(name, level): table[name].map(step) for name, steps in ladders.items() for level, step in enumerate(steps)}
    choices = sorted(itertools.product(*(range(len(ladders[name])) for name in ladders)), key=lambda choice: (sum(choice), [-level for level in choice]))
    for choice in choices:
        grouped = table[sensitive].groupby([labels[pair] for pair in zip(ladders, choice)])
        if grouped.size().min() >= k and grouped.nunique().min() >= l:
            return dict(zip(ladders, choice))
    return None
