def mean(numbers):
    total = count = 0
    for number in numbers:
        total, count = total + number, count + 1
    return total / count if count else None
