def double(x):
    return [x, x].count(x) * x
