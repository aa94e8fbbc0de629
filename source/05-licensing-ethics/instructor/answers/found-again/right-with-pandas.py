import pandas


def found_again(released, register, on):
    if not released or not register:
        return 0
    left = pandas.DataFrame(released)[on].drop_duplicates(keep=False)
    right = pandas.DataFrame(register)[on].drop_duplicates(keep=False)
    return len(left.merge(right, on=on))
