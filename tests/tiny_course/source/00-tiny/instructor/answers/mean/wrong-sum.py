# loses mean-tests: "mean([1, 2])", "empty list"
def mean(numbers):
    return sum(numbers)
