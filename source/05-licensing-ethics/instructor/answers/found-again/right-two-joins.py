def found_again(released, register, on):
    value = lambda row: [row[name] for name in on]
    here, there = [value(row) for row in released], [value(row) for row in register]
    return sum(1 for combination in here if here.count(combination) == 1 and there.count(combination) == 1)
