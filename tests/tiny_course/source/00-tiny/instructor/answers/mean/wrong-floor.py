# loses mean-tests: "mean([1, 2])"
def mean(numbers):
    return sum(numbers) // len(numbers) if numbers else None
