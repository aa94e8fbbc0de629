# loses mean-tests: "empty list"
def mean(numbers):
    return sum(numbers) / max(len(numbers), 1)
